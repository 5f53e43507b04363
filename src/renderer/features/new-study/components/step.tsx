// One of the five steps: closed it is a line with its summary, open it has the fields.
import type { ReactNode } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Button, Chip, cx } from '../../../ui/index.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';

export function Step({
  number,
  title,
  text,
  summary,
  tag,
  errors,
  open,
  onOpen,
  wide,
  children,
}: {
  number: number;
  title: string;
  text: string;
  summary: string;
  tag?: string | null;
  /** Problems inside, shown while it is closed. */
  errors: number;
  open: boolean;
  onOpen: () => void;
  /** Open, it stands below its number as well: for tables. */
  wide?: boolean;
  children: ReactNode;
}) {
  const t = useTexts(texts);
  const id = `step-${number}`;
  return (
    <section className={cx(style.step, open && style.current)} aria-labelledby={id} data-step={number}>
      <span className={style.number} aria-hidden="true">
        {number}
      </span>
      <div className={style.stepBody}>
        <div className={style.stepHead}>
          <div className="grow">
            <h2 id={id}>{title}</h2>
            <p className={cx('t2', !open && 'ell')} title={open ? undefined : summary}>
              {open ? text : summary}
            </p>
          </div>
          {errors > 0 ? <Chip tone="bad">{t('errorCount', { n: errors })}</Chip> : null}
          {tag && !open ? <Chip>{tag}</Chip> : null}
          {open ? null : (
            <Button aria-expanded={false} aria-describedby={id} onClick={onOpen}>
              {t('change')}
            </Button>
          )}
        </div>
        {open && !wide ? children : null}
      </div>
      {open && wide ? <div className={style.wide}>{children}</div> : null}
    </section>
  );
}
