export { AxisSwitch } from './axis-switch.tsx';
export { type CurveAxis, useCurveAxis } from './use-curve-axis.ts';
