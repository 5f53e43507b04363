import { expect, test } from 'vitest';
import { matchCommands } from '../../../../src/renderer/app/match-commands.ts';
import { belongsToControl, chordOf, isSingleLetter, matchShortcut } from '../../../../src/renderer/app/shortcut.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test('presses are written as shortcuts are', () => {
  expect(press('k', { ctrlKey: true })).toBe('Mod+K');
  expect(press('k', { metaKey: true })).toBe('Mod+K');
  expect(press('S', { shiftKey: true })).toBe('Shift+S');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press(' ')).toBe('Space');
  expect(press('F6', { shiftKey: true })).toBe('Shift+F6');
  expect(press('Shift', { shiftKey: true })).toBeNull();
});

test('two keys in a row are one shortcut, and alternatives are equal', () => {
  expect(matchShortcut('G L', null, 'G')).toBe('starts');
  expect(matchShortcut('G L', 'G', 'L')).toBe('match');
  expect(matchShortcut('G L', null, 'L')).toBe('no');
  expect(matchShortcut('J|ArrowDown', null, 'ArrowDown')).toBe('match');
});

test('Shift S is not S, so that stopping all is never stopping one', () => {
  expect(matchShortcut('S', null, 'Shift+S')).toBe('no');
  expect(matchShortcut('Shift+S', null, 'S')).toBe('no');
});

test('a focused button keeps Space and Enter; single letters can be told from chords', () => {
  expect(belongsToControl('Space')).toBe(true);
  expect(belongsToControl('J')).toBe(false);
  expect(isSingleLetter('J')).toBe(true);
  expect(isSingleLetter('Mod+K')).toBe(false);
  expect(isSingleLetter('F6')).toBe(false);
});

test('the palette finds by every word and puts names that begin with the text first', () => {
  const command = (name: string) => ({ id: name, name, group: '', perform: () => undefined });
  const commands = ['Make it stop', 'Stop the run', 'Stop all 4'].map(command);
  expect(matchCommands(commands, 'stop').map(({ name }) => name)).toEqual([
    'Stop the run',
    'Stop all 4',
    'Make it stop',
  ]);
  expect(matchCommands(commands, 'all stop').map(({ name }) => name)).toEqual(['Stop all 4']);
});
