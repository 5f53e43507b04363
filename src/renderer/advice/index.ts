// How the advisor's verdicts look, wherever a run is shown. Features use it; it knows neither them nor the host.
export { AdviceCard, type AdviceCardProps } from './advice-card.tsx';
export { confidenceWord } from './confidence.ts';
export { Explanation, Why } from './explanation.tsx';
export { verdictWords } from './texts.ts';
export { verdictSpan } from './verdict-span.ts';
export { VerdictWord } from './verdict-word.tsx';
