// The advisor's door: what is right and wrong with a run, told from its curve, and what the trials of a study show together.
export { adviseRun } from './advise.ts';
export type { Column, Curve, RunFacts, RunInput, StudyKnowledge, TriedMove } from './input.ts';
export { triedMoves } from './moves/tried.ts';
export { adviseStudy, adviseStudyInSteps } from './study/advise-study.ts';
export type { StudyInput, StudyTrial, Trust } from './study/input.ts';
export { unimportantBounds } from './study/unimportant.ts';
