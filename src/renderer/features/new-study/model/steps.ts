// The five steps, and which part of the study file each one stands for. Pure.
import type { JsonPath } from './json.ts';

export const stepNumbers = [1, 2, 3, 4, 5] as const;
export type StepNumber = (typeof stepNumbers)[number];

/** Top-level places of the file by step; the first step that stands above a path owns it. */
const places: readonly (readonly [StepNumber, JsonPath])[] = [
  [1, ['data']],
  [1, ['subset']],
  [2, ['settings', 'model.family']],
  [4, ['settings', 'training.epochs']],
  [3, ['settings']],
  [3, ['constraints']],
  [4, ['objective']],
  [4, ['stages']],
  [4, ['search', 'trials']],
  [4, ['search', 'parallel']],
  [4, ['search', 'repeats']],
  [4, ['search', 'stop']],
  [5, ['search']],
];

/** The step that shows the field at a problem's path; null for what only the file shows. */
export function stepOf(path: string): StepNumber | null {
  const found = places.find(([, place]) => {
    const text = place.join('.');
    return path === text || path.startsWith(`${text}.`) || path.startsWith(`${text}[`);
  });
  return found?.[0] ?? null;
}
