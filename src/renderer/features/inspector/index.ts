// The inspector of the Live page.
export { Inspector } from './inspector.tsx';
