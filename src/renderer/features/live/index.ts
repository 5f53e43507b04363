// The charts of the Live page.
export { CurvePanel } from './curve-panel.tsx';
export { HistoryPanel } from './history-panel.tsx';
export { useColouring } from './use-colouring.ts';
