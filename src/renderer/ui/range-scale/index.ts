export { type ChoiceCell, ChoiceScale } from './choice-scale.tsx';
export { type Interval, isOutside, problemOf, type RangeAxis } from './geometry.ts';
export { type RangeMark, RangeScale, type RangeTone } from './range-scale.tsx';
