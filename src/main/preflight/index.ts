// The one door of the checks' judgements: measured numbers in, findings out. Pure.
export { type ClassBalanceMeasure, judgeClassBalance } from './class-balance.ts';
export { type ColumnsMeasure, judgeColumns } from './columns.ts';
export { type DuplicatesMeasure, judgeDuplicates, repeatsByNature } from './duplicates.ts';
export { skipped } from './finding.ts';
export { type GradientFlowMeasure, judgeGradientFlow, type LayerFlow } from './gradient-flow.ts';
export { type InputScaleMeasure, judgeInputScale } from './input-scale.ts';
export { judgeLabelNoise, type LabelNoiseMeasure } from './label-noise.ts';
export {
  judgeLearningRateRange,
  type RangeTestMeasure,
  type RateInterval,
  rateInterval,
  type StudyRates,
} from './learning-rate-range.ts';
export { type Corner, judgeMemoryAndTime, type MemoryAndTimeMeasure } from './memory-and-time.ts';
export { judgeMissing, type MissingMeasure } from './missing.ts';
export { judgeOverfit, learnedShare, type OverfitAttempt, type OverfitMeasure } from './overfit-one-batch.ts';
export { judgeShuffled, type ShuffledMeasure } from './shuffled-labels.ts';
export { judgeStep0Loss, randomGuessLoss, type Step0Measure } from './step0-loss.ts';
