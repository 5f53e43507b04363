// Which command a key press means. Pure, so that the map of design.md section 5 can be tested.

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The press as shortcuts write it: "Mod+K", "Shift+S", "/", "ArrowDown", "Space". Null for a modifier alone. */
export function chordOf(press: KeyPress): string | null {
  const { key } = press;
  if (key === 'Control' || key === 'Shift' || key === 'Alt' || key === 'Meta' || key === 'Dead') return null;
  const letter = /^\p{Letter}$/u.test(key);
  const name = key === ' ' ? 'Space' : letter ? key.toUpperCase() : key;
  // Shift is part of how "?" is typed, but says something on letters and named keys.
  const shift = press.shiftKey && (letter || name.length > 1);
  return `${press.ctrlKey || press.metaKey ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

/** The alternatives of a shortcut, each a chord or two chords in a row ("G L"). */
export function alternatives(shortcut: string): readonly string[] {
  return shortcut.split('|');
}

/** What a chord does after `pending`: a match, the start of one, or nothing. */
export function matchShortcut(shortcut: string, pending: string | null, chord: string): 'match' | 'starts' | 'no' {
  const typed = pending ? `${pending} ${chord}` : chord;
  for (const one of alternatives(shortcut)) {
    if (one === typed) return 'match';
    if (one.startsWith(`${typed} `)) return 'starts';
  }
  return 'no';
}

/** Keys that mean something to the control that has the focus. */
export function belongsToControl(chord: string): boolean {
  return /^(Shift\+)?(Space|Enter|Arrow\w+|Home|End|PageUp|PageDown|Delete|Backspace)$/.test(chord);
}

/** Letters, digits and signs without Mod: those that can be switched off. */
export function isSingleLetter(chord: string): boolean {
  return /^(Shift\+)?.$/u.test(chord);
}
