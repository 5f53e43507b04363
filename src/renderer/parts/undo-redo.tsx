// The two buttons beside what can be edited and taken back.
import { common, useTexts } from '../i18n/index.ts';
import { IconButton } from '../ui/index.ts';

export function UndoRedo({
  canUndo,
  canRedo,
  onUndo,
  onRedo,
}: {
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
}) {
  const c = useTexts(common);
  return (
    <>
      <IconButton size="small" icon="undo" label={c('undo')} shortcut="Mod+Z" disabled={!canUndo} onClick={onUndo} />
      <IconButton
        size="small"
        icon="redo"
        label={c('redo')}
        shortcut="Mod+Shift+Z"
        disabled={!canRedo}
        onClick={onRedo}
      />
    </>
  );
}
