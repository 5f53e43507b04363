// Which side panels are open. Where there is room beside the charts the choice is kept; where they lie over the charts they start
// closed, and opening one is for the moment.
import { create } from 'zustand';

const storageKey = 'vernier.layout';
/** Window widths from which a panel has a place of its own, px. */
const roomFor = { runList: 1200, inspector: 1280 } as const;

type SidePanel = keyof typeof roomFor;

interface LayoutStore {
  readonly runList: boolean;
  readonly inspector: boolean;
  toggle(panel: SidePanel): void;
  show(panel: SidePanel, open: boolean): void;
}

function kept(): Record<SidePanel, boolean> {
  const [runList, inspector] = globalThis.localStorage?.getItem(storageKey)?.split(',') ?? [];
  return { runList: runList !== '0', inspector: inspector !== '0' };
}

const hasRoom = (panel: SidePanel) => (globalThis.innerWidth ?? roomFor.inspector) >= roomFor[panel];

export const useLayout = create<LayoutStore>((set, get) => {
  for (const panel of ['runList', 'inspector'] as const) {
    globalThis.matchMedia?.(`(min-width: ${roomFor[panel]}px)`).addEventListener('change', ({ matches }) => {
      set({ [panel]: matches && kept()[panel] });
    });
  }
  const show = (panel: SidePanel, open: boolean) => {
    set({ [panel]: open });
    if (!hasRoom(panel)) return;
    const next = { ...kept(), [panel]: open };
    globalThis.localStorage?.setItem(storageKey, `${Number(next.runList)},${Number(next.inspector)}`);
  };
  return {
    runList: hasRoom('runList') && kept().runList,
    inspector: hasRoom('inspector') && kept().inspector,
    show,
    toggle: (panel) => show(panel, !get()[panel]),
  };
});
