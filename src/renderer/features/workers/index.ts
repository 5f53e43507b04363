// Worker lanes and queue of the Live page.
export { WorkersPanel } from './workers-panel.tsx';
