// The one door of the Pre-flight page.
export { PreflightPage } from './preflight-page.tsx';
