// The palette's search.
import type { Command } from '../state/index.ts';

/** Every word must be in the name; names that begin with the text stand first. Pure. */
export function matchCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (name: string) => (words[0] !== undefined && name.startsWith(words[0]) ? 0 : 1);
  return commands
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .map((command, order) => ({ command, order }))
    .sort((a, b) => rank(a.command.name.toLowerCase()) - rank(b.command.name.toLowerCase()) || a.order - b.order)
    .map(({ command }) => command);
}
