// Studies home.
export { StudiesPage } from './studies-page.tsx';
