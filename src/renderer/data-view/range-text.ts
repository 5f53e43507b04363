// What a column holds in a few words: its numbers from least to most, or its most frequent values. Pure.
import type { ColumnProfile } from '#shared/contract/datasets.ts';
import { compact } from '../i18n/index.ts';

const mostValues = 4;

export function rangeText({ min, max, mean, top }: ColumnProfile): string {
  if (min !== null && max !== null)
    return `${compact(min)} – ${compact(max)}${mean === null ? '' : `, ⌀ ${compact(mean)}`}`;
  return top
    .slice(0, mostValues)
    .map(({ value, count }) => `${value} (${count})`)
    .join(', ');
}
