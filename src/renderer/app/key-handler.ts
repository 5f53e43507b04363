// One listener for all shortcuts; it reads the command registry.
import { useEffect } from 'react';
import { allCommands, useSingleLetters } from '../state/index.ts';
import { belongsToControl, chordOf, isSingleLetter, matchShortcut } from './shortcut.ts';

const sequencePauseMs = 1200;

export function useKeyHandler(): void {
  useEffect(() => {
    let pending: { chord: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event);
      if (chord === null) return;
      const before = pending && event.timeStamp - pending.at < sequencePauseMs ? pending.chord : null;
      pending = null;
      const { typing, onControl, inOverlay } = focusOf(event.target);

      for (const command of allCommands()) {
        if (!command.shortcut) continue;
        if ((typing || inOverlay) && !command.inFields) continue;
        if (onControl && belongsToControl(chord)) continue;
        if (isSingleLetter(chord) && !useSingleLetters.getState().on) continue;
        const match = matchShortcut(command.shortcut, before, chord);
        if (match === 'starts') pending = { chord, at: event.timeStamp };
        if (match !== 'match') continue;
        event.preventDefault();
        if (!command.disabledReason) command.perform();
        return;
      }
    };
    // The toasts' own listener also takes F6, for themselves: the panels come first, and toasts are one of them.
    const onPanelKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      focusNextPanel(event.shiftKey);
    };
    window.addEventListener('keydown', onPanelKey, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onPanelKey, true);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}

/**
 * What has the focus, as far as keys care. Overlays are drawn outside of <main>; the run list, a listbox too, stands in it, and
 * its keys are the page's: they must not end with the first click on a run.
 */
function focusOf(target: EventTarget | null): { typing: boolean; onControl: boolean; inOverlay: boolean } {
  const element = target instanceof Element ? target : null;
  const inside = (selector: string) => element?.closest(selector) != null;
  const outside = !inside('main');
  return {
    typing: inside('input:not([type=range]), textarea, select, [contenteditable]'),
    onControl:
      inside('button, a, summary, [role=radio], [role=menuitem], [role=slider], input[type=range]') ||
      (outside && inside('[role=option]')),
    inOverlay: inside('[role=dialog], [role=menu]') || (outside && inside('[role=listbox]')),
  };
}

/** Moves the focus to the next visible panel, in order of reading; `back` to the one before. */
export function focusNextPanel(back: boolean): void {
  const panels = [...document.querySelectorAll<HTMLElement>('[data-panel]')].filter(
    (panel) => panel.getClientRects().length > 0 && panel.childElementCount > 0,
  );
  if (panels.length === 0) return;
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = at < 0 ? (back ? panels.length - 1 : 0) : (at + (back ? -1 : 1) + panels.length) % panels.length;
  panels[next]?.focus();
}
