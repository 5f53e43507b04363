import { useEffect, useState } from 'react';
import type { CurveStore } from './curve-store.ts';

/** The store's keys, as a value that changes only when a new key appears. */
export function useCurveKeys(curves: CurveStore): readonly string[] {
  const [keys, setKeys] = useState(curves.keys);
  useEffect(() => {
    setKeys(curves.keys);
    return curves.subscribe(() => setKeys(curves.keys));
  }, [curves]);
  return keys;
}
