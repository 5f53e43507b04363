// Every action of a person is one object; the palette, the menus, the buttons' tips and the key handler all read it.
import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface Command {
  readonly id: string;
  /** As the palette shows it. */
  readonly name: string;
  /** Heading in the list of keys. */
  readonly group: string;
  /** "Mod+K", "Shift+S", "/", "G L" (two keys in a row). Mod is Ctrl, or Cmd on macOS. Several: separated by "|". */
  readonly shortcut?: string | undefined;
  /** Null when it can be done now, else the reason why not. */
  readonly disabledReason?: string | null | undefined;
  /** Works while a text field has the focus. */
  readonly inFields?: boolean;
  /** Left out of the palette (moving the cursor, closing). */
  readonly hidden?: boolean;
  perform(): void;
}

interface CommandStore {
  readonly sources: ReadonlyMap<symbol, readonly Command[]>;
  put(source: symbol, commands: readonly Command[] | null): void;
}

export const useCommandStore = create<CommandStore>((set) => ({
  sources: new Map(),
  put: (source, commands) =>
    set(({ sources }) => {
      const next = new Map(sources);
      if (commands) next.set(source, commands);
      else next.delete(source);
      return { sources: next };
    }),
}));

/** Offers commands for as long as the component is mounted. */
export function useCommands(commands: readonly Command[]): void {
  const source = useRef<symbol>(Symbol('commands'));
  const put = useCommandStore((store) => store.put);
  useEffect(() => put(source.current, commands), [commands, put]);
  useEffect(() => {
    const key = source.current;
    return () => put(key, null);
  }, [put]);
}

/** All commands on offer now; a later source wins over an earlier one with the same id. */
export function allCommands(): readonly Command[] {
  const byId = new Map<string, Command>();
  for (const commands of useCommandStore.getState().sources.values()) for (const one of commands) byId.set(one.id, one);
  return [...byId.values()];
}

/** Performs a command by id if it is on offer and enabled; returns whether it was. */
export function perform(id: string): boolean {
  const command = allCommands().find((one) => one.id === id);
  if (!command || command.disabledReason) return false;
  command.perform();
  return true;
}
