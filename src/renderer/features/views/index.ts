// The one door of saved views.
export { ViewsMenu } from './views-menu.tsx';
