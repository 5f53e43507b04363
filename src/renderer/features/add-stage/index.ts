export { AddStageDialog } from './add-stage-dialog.tsx';
