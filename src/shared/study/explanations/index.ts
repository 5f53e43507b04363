// Every explanation, by the id of the finding that it explains.
import type { Explanation } from './explanation.ts';
import { moveExplanations } from './moves.ts';
import { spaceExplanations } from './space.ts';
import { studyExplanations } from './study.ts';
import { verdictExplanations } from './verdicts.ts';

export { checkExplanations } from './checks.ts';
export type { Explanation } from './explanation.ts';

export const explanations: Readonly<Record<string, Explanation>> = {
  ...verdictExplanations,
  ...moveExplanations,
  ...studyExplanations,
  ...spaceExplanations,
};
