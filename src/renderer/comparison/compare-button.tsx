// The button of a run that chooses it to be compared.
import { useTexts } from '../i18n/index.ts';
import { useSelection } from '../state/index.ts';
import { IconButton } from '../ui/index.ts';
import { texts } from './texts.ts';
import { useToggleCompared } from './use-compared.ts';

export function CompareButton({
  studyId,
  run,
  shortcut,
  size,
  plainTip,
}: {
  studyId: string;
  run: number;
  shortcut?: string;
  size?: 'small' | 'normal';
  plainTip?: boolean;
}) {
  const t = useTexts(texts);
  const on = useSelection((store) => store.compared.includes(run));
  const toggle = useToggleCompared(studyId);
  return (
    <IconButton
      icon="compare"
      label={t(on ? 'remove' : 'add', { number: String(run) })}
      shortcut={shortcut}
      on={on}
      plainTip={plainTip}
      {...(size ? { size } : {})}
      onClick={() => toggle(run)}
    />
  );
}
