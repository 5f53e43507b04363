// Advice on training logs of other programs.
export { LogsPage } from './logs-page.tsx';
