// Loading: nothing for 300 ms, then a strip of ticks with a moving index and, when known, how much is there.
import { useEffect, useState } from 'react';
import { common, useTexts } from '../i18n/index.ts';
import style from './tick-strip.module.css';

export function TickStrip({
  text,
  done,
  total,
  share,
}: {
  text?: string;
  done?: number;
  total?: number;
  /** 0..1, where there is nothing to count. */
  share?: number;
}) {
  const t = useTexts(common);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={style.loading} role="status">
      <span className={style.strip} aria-hidden="true" />
      <span className="strong">{text ?? t('loading')}</span>
      {done !== undefined && total !== undefined ? (
        <span className="small t2 num end">{t('loadingOf', { n: done, total })}</span>
      ) : share !== undefined ? (
        <span className="small t2 num end">{Math.floor(100 * share)} %</span>
      ) : null}
    </div>
  );
}
