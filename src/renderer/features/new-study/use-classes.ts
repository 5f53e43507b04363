// All classes of the draft's data with their training rows, also those that the draft leaves out.
import { useMemo } from 'react';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { useProfile } from '../../data-view/use-profile.ts';
import { getIn, type JsonObject, setIn } from './model/json.ts';
import type { ClassRows } from './model/subset.ts';

const nothing: JsonObject = {};
const none: readonly ClassRows[] = [];

/** `profile`: of the part that the draft uses. The data are asked for once more only where that is not all classes. */
export function useClasses(data: JsonObject, profile: DataProfile | null): readonly ClassRows[] {
  const fewer = getIn(data, ['subset', 'classes']) !== undefined;
  const whole = useMemo(() => (fewer ? setIn(data, ['subset'], undefined) : nothing), [data, fewer]);
  const { profile: all } = useProfile(whole);
  return (fewer ? all : profile)?.classes ?? none;
}
