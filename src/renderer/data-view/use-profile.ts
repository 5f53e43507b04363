// What the host says about the draft's data: their profile, or the sentence why they cannot be read.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Problem } from '#shared/contract/common.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { toAppError } from '#shared/errors.ts';
import { useHost } from '../data/index.ts';
import type { JsonObject } from './json.ts';
import { pathFieldOf, sourceOf } from './own-data.ts';

export interface ProfileState {
  readonly profile: DataProfile | null;
  /** Beside the field that the host named. */
  readonly problems: readonly Problem[];
  readonly busy: boolean;
}

/** The value once it has been still for `ms`. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Whether it says at all where the rows come from. */
export function hasSource(data: JsonObject): boolean {
  return data.source === 'sample' || isFilled(data.path) || isFilled(data.images) || isFilled(data.x);
}

/** Whether enough is filled in to be worth asking. */
export function isComplete(data: JsonObject): boolean {
  switch (data.source) {
    case 'sample':
      return typeof data.name === 'string';
    case 'csv':
    case 'parquet':
      return isFilled(data.path) && isNamed(data.label);
    case 'text':
      return isFilled(data.path) && isFilled(data.text) && isNamed(data.label);
    case 'npy':
      return isFilled(data.x) && isFilled(data.y);
    case undefined:
      return false;
    default:
      return isFilled(data.path) || isFilled(data.images);
  }
}

function isNamed(label: unknown): boolean {
  return Array.isArray(label) ? label.length > 0 : isFilled(label);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

export function useProfile(data: JsonObject): ProfileState {
  const { client } = useHost();
  const settled = useSettled(data, 350);
  const enabled = isComplete(settled);
  const query = useQuery({
    queryKey: ['profile', sourceKey(settled), settled],
    queryFn: ({ signal }) => client.call('datasets.profile', { data: settled }, { signal }),
    enabled,
    retry: false,
    // Another split or part of the same data: the old numbers stay until the new ones are there.
    placeholderData: (previous, before) => (before?.queryKey[1] === sourceKey(settled) ? previous : undefined),
  });
  const busy = enabled && (query.isFetching || settled !== data);
  if (query.error && enabled) {
    const { message, details } = toAppError(query.error);
    const path =
      typeof details.path === 'string' && details.path.startsWith('data') ? details.path : pathFieldOf(settled);
    return { profile: null, problems: [{ severity: 'error', path, message }], busy };
  }
  return { profile: (enabled && query.data) || null, problems: [], busy };
}

function sourceKey(data: JsonObject): string {
  return JSON.stringify(sourceOf(data));
}
