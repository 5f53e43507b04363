// Charts: geometry, ticks, marks and the plots made of them. They know nothing of studies or hosts.
export { CanvasPlot, type DrawPlot, type PlotPointer } from './canvas-plot.tsx';
export { type Box, drawAxes } from './curve-axes.ts';
export { CurveChart, type CurveChartTexts } from './curve-chart.tsx';
export { type CurveModel, type CurveRun, type CurveSource, type CurveSpan, lastFinite } from './curve-model.ts';
export { type CurveRow, curveRows } from './curve-table.ts';
export { type CurveX, epochX, type XKind, xKinds } from './curve-x.ts';
export { fitValues } from './fit.ts';
export * as marks from './marks.ts';
export { type Palette, readPalette } from './palette.ts';
export { joinOnSteps, resample } from './resample.ts';
export { type ScaleKind, scaleKinds, valueScale } from './scale.ts';
export { goodness, sequential, sequentialOnGround } from './sequential.ts';
export { smooth } from './smooth.ts';
export { Sparkline } from './sparkline.tsx';
export { clockTicks, epochTicks, linearTicks, type Tick, valueTicks } from './ticks.ts';
export { useSize } from './use-size.ts';
