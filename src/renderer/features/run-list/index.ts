// The run list of the Live page.
export { RunKeys, RunList, trialsHref } from './run-list.tsx';
