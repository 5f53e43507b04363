export { type ChoiceCell, ChoiceScale } from './choice-scale.tsx';
export { type Interval, isOutside, placeOnScale, problemOf, type RangeAxis, type RangeMark } from './geometry.ts';
export { RangeScale, type RangeTone } from './range-scale.tsx';
