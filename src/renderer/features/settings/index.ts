// The settings of this browser and of the program.
export { SettingsPage } from './settings-page.tsx';
