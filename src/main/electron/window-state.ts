// Where the window stood and how large it was, so that it comes back there. The file is somebody's disk: what it holds is checked.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
/** Device-independent pixels. */
export type Rectangle = z.infer<typeof rectangle>;

const windowState = z.object({ bounds: rectangle, maximized: z.boolean(), fullScreen: z.boolean() });
export type WindowState = z.infer<typeof windowState>;

/** So much of the title bar must be on a screen, or nobody could take hold of it. */
const grip = { width: 120, height: 40 } as const;

/** Null where there is none, or none that makes sense. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A window that comes back elsewhere is no reason to keep the program from closing: what cannot be written is left. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // As if it had never been moved.
  }
}

/**
 * The bounds to open with: those that were kept where a screen still shows their title bar, their size alone where none does, and never
 * larger than the screen. `areas`: what programs may use of each screen, the first one's first.
 */
export function placeOf(
  kept: Rectangle | null,
  areas: readonly Rectangle[],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  const [first] = areas;
  const wanted = kept ?? { width: 1440, height: 900 };
  if (first === undefined) return { width: wanted.width, height: wanted.height };
  const on = kept === null ? undefined : areas.find((area) => showsGrip(kept, area));
  const area = on ?? first;
  const size = { width: Math.min(wanted.width, area.width), height: Math.min(wanted.height, area.height) };
  return kept === null || on === undefined ? size : { x: kept.x, y: kept.y, ...size };
}

function showsGrip(kept: Rectangle, area: Rectangle): boolean {
  const left = Math.max(kept.x, area.x);
  const right = Math.min(kept.x + kept.width, area.x + area.width);
  const isBelowTop = kept.y >= area.y - 1 && kept.y + grip.height <= area.y + area.height;
  return right - left >= Math.min(grip.width, kept.width) && isBelowTop;
}
