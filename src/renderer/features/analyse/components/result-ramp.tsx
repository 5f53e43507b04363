// What the colours of the lines mean: worse to better.
import { useMemo } from 'react';
import { goodness, readPalette } from '../../../charts/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import style from '../analyse.module.css';

import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';

export function ResultRamp() {
  const t = useTexts(texts);
  const { theme } = useSubject();
  const ground = useMemo(() => {
    const colour = goodness(readPalette(document.documentElement), theme);
    const stops = Array.from({ length: 9 }, (_, i) => colour(i / 8));
    return `linear-gradient(90deg, ${stops.join(', ')})`;
  }, [theme]);
  return (
    <span className={style.ramp}>
      {t('worse')}
      <span style={{ background: ground }} aria-hidden="true" />
      {t('better')}
    </span>
  );
}
