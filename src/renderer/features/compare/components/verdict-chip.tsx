// What the advisor says of a run, in the head of its column.
import type { Verdict } from '#shared/contract/advice.ts';
import { verdictHeadline } from '#shared/study/advice-text.ts';
import { useAdvice } from '../../../data/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Chip } from '../../../ui/index.ts';
import style from '../compare.module.css';

const tones: Readonly<Partial<Record<Verdict, 'ok' | 'warn' | 'bad'>>> = {
  good: 'ok',
  underfitting: 'warn',
  overfitting: 'warn',
  'not-learning': 'warn',
  'collapsed-to-majority': 'warn',
  diverged: 'bad',
};

/** Nothing while no verdict is known. */
export function VerdictChip({ run }: { run: number }) {
  const language = useLanguage();
  const advice = useAdvice(run);
  if (advice === undefined) return null;
  const tone = tones[advice.verdict];
  const words = verdictHeadline(advice, language);
  return (
    <Chip {...(tone && { tone })} className={style.verdict} title={words} data-verdict={advice.verdict}>
      {words}
    </Chip>
  );
}
