// The Space tab: what a study searches, the versions of it, and changing it while the study runs.
export { SpacePage } from './space-page.tsx';
