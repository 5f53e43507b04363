// Data: what this machine has to learn from, looked into before any study.
export { DataPage } from './data-page.tsx';
