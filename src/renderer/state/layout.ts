// Which side panels are open; kept.
import { create } from 'zustand';

const storageKey = 'vernier.layout';

interface LayoutStore {
  readonly runList: boolean;
  readonly inspector: boolean;
  toggle(panel: 'runList' | 'inspector'): void;
  show(panel: 'runList' | 'inspector', open: boolean): void;
}

function initial(): { runList: boolean; inspector: boolean } {
  const stored = globalThis.localStorage?.getItem(storageKey)?.split(',');
  const wide = (width: number) => (globalThis.innerWidth ?? 1440) >= width;
  return {
    runList: wide(1200) && stored?.[0] !== '0',
    inspector: wide(1280) && stored?.[1] !== '0',
  };
}

export const useLayout = create<LayoutStore>((set, get) => {
  const show = (panel: 'runList' | 'inspector', open: boolean) => {
    set({ [panel]: open });
    const { runList, inspector } = get();
    globalThis.localStorage?.setItem(storageKey, `${Number(runList)},${Number(inspector)}`);
  };
  return { ...initial(), show, toggle: (panel) => show(panel, !get()[panel]) };
});
