// A key or a chord, written as people press it: "Mod" is Ctrl, and Cmd on macOS.
import style from './kbd.module.css';

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** "Mod+K" → "Ctrl K" or "⌘ K". */
export function keyLabel(keys: string, mac = isMac()): string {
  return keys
    .split('+')
    .map((key) => (key === 'Mod' ? (mac ? '⌘' : 'Ctrl') : (signs[key] ?? key)))
    .join(' ');
}

export function Kbd({ keys }: { keys: string }) {
  return <kbd className={style.kbd}>{keyLabel(keys)}</kbd>;
}
