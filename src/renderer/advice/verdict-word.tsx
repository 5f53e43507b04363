// A verdict in one word, for a row of a list.
import type { ComponentProps } from 'react';
import type { Verdict } from '#shared/contract/advice.ts';
import { useTexts } from '../i18n/index.ts';
import { cx } from '../ui/index.ts';
import { verdictWords } from './texts.ts';
import style from './verdict-word.module.css';

export function VerdictWord({
  verdict,
  className,
  ...rest
}: Omit<ComponentProps<'span'>, 'children'> & { verdict: Verdict }) {
  const t = useTexts(verdictWords);
  return (
    <span {...rest} className={cx(style.word, 'ell', className)} data-verdict={verdict}>
      {t(verdict)}
    </span>
  );
}
