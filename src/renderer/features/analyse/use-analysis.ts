// Reading calls of the area "analysis", asked anew a while after trials have ended.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AnalysisCall } from '#shared/contract/analysis.ts';
import type { InputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { useHost } from '../../data/index.ts';

/** `results`: see `useResults`. The last answer stays until the next one is there. */
export function useAnalysis<K extends AnalysisCall>(
  name: K,
  input: InputOf<VernierContract, K>,
  results: string,
  enabled = true,
) {
  const { client } = useHost();
  return useQuery({
    queryKey: [name, input, results],
    queryFn: ({ signal }) => client.call(name, input, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** A forest takes the host up to seconds: not more often than this while trials end. */
const settleMs = 2000;

/** Changes when what an analysis rests on has: the ended trials and their values, and the space that they are looked at in. */
export function useResults(trials: readonly Trial[], { spaceVersion = 1 }: Pick<StudySummary, 'spaceVersion'>): string {
  const now = `${keyOf(trials)}/${spaceVersion}`;
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    if (now === settled) return;
    const timer = setTimeout(() => setSettled(now), settleMs);
    return () => clearTimeout(timer);
  }, [now, settled]);
  return settled;
}

function keyOf(trials: readonly Trial[]): string {
  let ended = 0;
  let sum = 0;
  for (const { state, value, number } of trials) {
    if (!isTerminal(state)) continue;
    ended++;
    sum += number * (value ?? 0);
  }
  return `${ended}/${sum}`;
}
