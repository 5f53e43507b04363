// A menu of actions under a button.
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import overlay from './overlay.module.css';

export type MenuEntry =
  | {
      kind?: 'action';
      id: string;
      label: string;
      icon?: IconName;
      shortcut?: string | undefined;
      /** Small text at the right end, for example why it cannot be chosen now. */
      note?: string | undefined;
      disabled?: boolean;
      danger?: boolean;
      checked?: boolean;
      perform: () => void;
    }
  | { kind: 'separator'; id: string };

export function Menu({
  trigger,
  entries,
}: {
  trigger: ReactElement;
  /** A function is asked for them when the menu opens. */
  entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
}) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={overlay.positioner} sideOffset={4} align="start">
          <Base.Popup className={overlay.popup}>
            <Entries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entries({ entries }: { entries: readonly MenuEntry[] | (() => readonly MenuEntry[]) }) {
  const list = typeof entries === 'function' ? entries() : entries;
  return list.map((entry) =>
    entry.kind === 'separator' ? (
      <Base.Separator key={entry.id} className={overlay.separator} />
    ) : (
      <Base.Item
        key={entry.id}
        disabled={entry.disabled}
        className={cx(overlay.item, entry.danger && overlay.danger)}
        onClick={entry.perform}
      >
        <span className={overlay.mark}>
          {entry.checked ? <Icon name="check" size={12} /> : entry.icon ? <Icon name={entry.icon} size={14} /> : null}
        </span>
        <span className="ell">{entry.label}</span>
        {entry.note || entry.shortcut ? (
          <span className={overlay.note}>{entry.note ?? <Kbd keys={entry.shortcut ?? ''} />}</span>
        ) : null}
      </Base.Item>
    ),
  );
}
