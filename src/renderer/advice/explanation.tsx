// Why something was said: the rule, the formula with its numbers, and the source. Short enough to stand where it was said.
import type { ReactNode } from 'react';
import type { ExplanationText } from '#shared/study/explain-text.ts';
import { useHostText, useTexts } from '../i18n/index.ts';
import style from './explanation.module.css';
import { texts } from './texts.ts';

/** `further`: more lines, each with its term. */
export function Explanation({
  of: { rule, formula, source },
  further = [],
}: {
  of: ExplanationText;
  further?: readonly { readonly term: string; readonly text: string }[];
}) {
  const t = useTexts(texts);
  const say = useHostText();
  return (
    <dl className={style.explanation}>
      <dt>{t('explain.rule')}</dt>
      <dd>{rule}</dd>
      {formula === null ? null : (
        <>
          <dt>{t('explain.numbers')}</dt>
          <dd className={style.formula}>{formula}</dd>
        </>
      )}
      {further.map(({ term, text }) => (
        <Line key={term} term={term} text={text} />
      ))}
      <dt>{t('explain.source')}</dt>
      <dd>{say(source)}</dd>
    </dl>
  );
}

function Line({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** Folded up until it is asked for. `of` null: a newer program said it, and nothing is known of why. */
export function Why({
  of,
  about,
  children,
}: {
  of: ExplanationText | null;
  /** What it explains, for those who hear the button's name alone. */
  about: string;
  /** What else lowers or supports it. */
  children?: ReactNode;
}) {
  const t = useTexts(texts);
  if (of === null && !children) return null;
  return (
    <details className={style.why}>
      <summary>
        {t('why')}
        <span className="vh">: {about}</span>
      </summary>
      {of === null ? null : <Explanation of={of} />}
      {children}
    </details>
  );
}
