// The Set-up tab: what a study was made of, to be read, saved, or begun from anew.
export { SetUpPage } from './set-up-page.tsx';
