// The run list of the Live page.
export { RunList, trialsHref } from './run-list.tsx';
