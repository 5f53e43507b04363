// How dense rows and controls are: as designed, or with more room. Kept, and written on the document as data-density.
import { create } from 'zustand';

export const densities = ['compact', 'comfortable'] as const;
export type Density = (typeof densities)[number];

const storageKey = 'vernier.density';
/** px; what --h-row is in global.css. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 24, comfortable: 32 };

interface DensityStore {
  readonly density: Density;
  set(density: Density): void;
}

function initial(): Density {
  const stored = globalThis.localStorage?.getItem(storageKey);
  return densities.find((density) => density === stored) ?? 'compact';
}

export const useDensity = create<DensityStore>((set) => {
  const apply = (density: Density) => {
    if (globalThis.document) document.documentElement.dataset.density = density;
    return { density };
  };
  return {
    ...apply(initial()),
    set: (density) => {
      try {
        globalThis.localStorage?.setItem(storageKey, density);
      } catch {
        // Storage is full or switched off: it then lasts as long as the page.
      }
      set(apply(density));
    },
  };
});

/** Of a row in tables and lists, px. */
export function useRowHeight(): number {
  return rowHeights[useDensity((store) => store.density)];
}
