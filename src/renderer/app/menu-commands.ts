// What is chosen in the desktop shell's menu: the command of that id, if the page has it now.
import { allCommands, navigate, perform } from '../state/index.ts';
import { toast } from '../ui/index.ts';

/** The studies home is fetched when it is first asked for. */
const patienceMs = 2000;
const everyMs = 50;

/** `notHere`: the sentence for a command that the page does not have. */
export function performFromMenu(id: string, notHere: () => string): void {
  if (perform(id)) return;
  const known = allCommands().find((one) => one.id === id);
  if (known?.disabledReason || !id.startsWith('studies.')) {
    toast(known?.disabledReason ?? notHere());
    return;
  }
  navigate({ page: 'studies' });
  const until = Date.now() + patienceMs;
  const again = setInterval(() => {
    if (perform(id) || Date.now() > until) clearInterval(again);
  }, everyMs);
}
