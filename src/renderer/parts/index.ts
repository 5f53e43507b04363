// Parts of pages that several features show. Features use them; they know neither features nor the shell.
export { FilterField } from './filter-field.tsx';
export { MetricSwitch, metricTitle } from './metric-switch.tsx';
export { StudyFailed } from './study-failed.tsx';
