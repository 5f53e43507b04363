// The engines of this machine.
export { EnginePage } from './engine-page.tsx';
