// The state of a trial as a shape and a colour, always with its name.
import type { TrialState } from '#shared/study/trial-state.ts';
import { common, useTexts } from '../i18n/index.ts';
import style from './state-glyph.module.css';

export function StateGlyph({
  state,
  size = 12,
  silent = false,
}: {
  state: TrialState;
  size?: number;
  silent?: boolean;
}) {
  const t = useTexts(common);
  const name = t(`state.${state}`);
  return (
    <svg
      className={style[state]}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      role={silent ? undefined : 'img'}
      aria-hidden={silent || undefined}
      aria-label={silent ? undefined : name}
    >
      {silent ? null : <title>{name}</title>}
      <Shape state={state} />
    </svg>
  );
}

function Shape({ state }: { state: TrialState }) {
  switch (state) {
    case 'running':
      return (
        <>
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
        </>
      );
    case 'complete':
      return (
        <path
          d="M2 6.3l2.7 2.7L10 3.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      );
    case 'stopped':
      return <path d="M2.6 2.6h6.8v6.8H2.6zM2.6 6h6.8" fill="none" stroke="currentColor" strokeWidth="1.4" />;
    case 'paused':
      return <path d="M4 2.4v7.2M8 2.4v7.2" fill="none" stroke="currentColor" strokeWidth="1.8" />;
    case 'diverged':
      return <path d="M6 1.6l4.8 8.6H1.2z" fill="currentColor" />;
    case 'failed':
      return <path d="M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2" fill="none" stroke="currentColor" strokeWidth="1.8" />;
    case 'queued':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="2 1.7" />;
  }
}
