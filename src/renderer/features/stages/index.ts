// The one door of the Stages page.
export { StagesPage } from './stages-page.tsx';
