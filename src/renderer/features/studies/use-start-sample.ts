// One press: a sample study is stored, started and shown.
import { useCallback, useRef, useState } from 'react';
import type { SampleStudy } from '#shared/contract/app.ts';
import { useCall } from '../../data/index.ts';
import { navigate } from '../../state/index.ts';
import { toastError } from '../../ui/index.ts';

export function useStartSample(): { busy: boolean; start: (name?: SampleStudy) => void } {
  const call = useCall();
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  const start = useCallback(
    (name: SampleStudy = 'digits') => {
      if (under.current) return;
      under.current = true;
      setBusy(true);
      const work = async () => {
        const { file } = await call('app.sampleStudy', { name });
        const { id } = await call('studies.open', { file, path: null });
        await call('studies.start', { id });
        navigate({ page: 'study', id, tab: 'live' });
      };
      work()
        .catch(toastError)
        .finally(() => {
          under.current = false;
          setBusy(false);
        });
    },
    [call],
  );
  return { busy, start };
}
