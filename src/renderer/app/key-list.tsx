// The list of keys, read from the command registry: what it shows is what works now.
import { useTexts } from '../i18n/index.ts';
import { allCommands, type Command, useSingleLetters } from '../state/index.ts';
import { Dialog, Kbd, Switch } from '../ui/index.ts';
import style from './shell.module.css';
import { alternatives } from './shortcut.ts';
import { texts } from './texts.ts';

export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  const single = useSingleLetters();
  return (
    <Dialog open={open} onClose={onClose} title={t('keys')} width={680}>
      <Switch checked={single.on} onChange={single.set}>
        {t('singleLetters')}
      </Switch>
      <div className={style.keys}>{open ? <Groups /> : null}</div>
    </Dialog>
  );
}

function Groups() {
  const groups = new Map<string, Command[]>();
  for (const command of allCommands()) {
    if (!command.shortcut || command.id === 'panel.previous') continue;
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  // The longest first: two columns of about the same length, whatever the page has put in first.
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return sorted.map(([group, commands]) => (
    <section key={group} className={style.keyGroup}>
      <h3 className={`label ${style.groupHead}`}>{group}</h3>
      {commands.map((command) => (
        <div key={command.id} className={style.keyRow}>
          <span className="ell">{command.name}</span>
          <span className="row" style={{ gap: 4 }}>
            {alternatives(command.shortcut ?? '').map((keys) => (
              <Kbd key={keys} keys={keys} />
            ))}
          </span>
        </div>
      ))}
    </section>
  ));
}
