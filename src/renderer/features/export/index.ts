// Export of the best configuration.
export { ExportButton } from './export-button.tsx';
export { ExportDialog } from './export-dialog.tsx';
