// Renders again when the curves of one run have grown.
import { useEffect, useState } from 'react';
import type { CurveStore } from '../../data/index.ts';

export function useCurveVersion(curves: CurveStore, run: number): number {
  const [version, setVersion] = useState(0);
  useEffect(
    () =>
      curves.subscribe((changed) => {
        if (changed.has(run)) setVersion(curves.version);
      }),
    [curves, run],
  );
  return version;
}
