// All commands by name, filtered as one types; arrows and Enter, as in a list box.
import { useId, useMemo, useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { allCommands, type Command } from '../state/index.ts';
import { cx, Dialog, Kbd, TextField } from '../ui/index.ts';
import { matchCommands } from './match-commands.ts';
import style from './shell.module.css';
import { alternatives } from './shortcut.ts';
import { texts } from './texts.ts';

export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  return (
    <Dialog open={open} onClose={onClose} title={t('palette')} width={520}>
      <Palette onClose={onClose} />
    </Dialog>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const [commands] = useState(() => allCommands().filter((command) => !command.hidden));
  const found = useMemo(() => matchCommands(commands, text).slice(0, 60), [commands, text]);
  const run = (command: Command | undefined) => {
    if (!command || command.disabledReason) return;
    onClose();
    command.perform();
  };
  return (
    <>
      <TextField
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={`${list}-${at}`}
        aria-label={t('search')}
        placeholder={t('search')}
        icon="search"
        value={text}
        onChange={(next) => {
          setText(next);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
          else if (event.key === 'Enter') run(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className={style.options} role="listbox" id={list} aria-label={t('palette')}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys
          <div
            key={command.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={command.disabledReason ? true : undefined}
            className={style.option}
            ref={index === at ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <span className={cx('ell')}>{command.name}</span>
            <span className="end small t3">
              {command.disabledReason ??
                (command.shortcut ? <Kbd keys={alternatives(command.shortcut)[0] ?? ''} /> : command.group)}
            </span>
          </div>
        ))}
        {found.length === 0 ? (
          <p className="t2" style={{ padding: '6px 16px' }}>
            {t('noMatch', { text })}
          </p>
        ) : null}
      </div>
    </>
  );
}
