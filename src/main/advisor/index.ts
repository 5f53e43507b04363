// The advisor's door: what is right and wrong with a run, told from its curve.
export { adviseRun } from './advise.ts';
export type { Column, Curve, RunFacts, RunInput, StudyKnowledge, TriedMove } from './input.ts';
export { triedMoves } from './moves/tried.ts';
