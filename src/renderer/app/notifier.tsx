// Tells the end of a study through the system, for people who look at something else meanwhile.
import { useEffect, useRef } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useStudies } from '../data/index.ts';
import { common, metricValue, useTexts } from '../i18n/index.ts';
import { navigate, systemNotifications, useNotifications } from '../state/index.ts';
import { endedStudies } from './announcements.ts';
import { texts } from './texts.ts';

/** `open`: the study whose page is shown; it is not told while somebody looks at it. */
export function Notifier({ open }: { open: string | null }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { on } = useNotifications();
  const { data } = useStudies();
  const before = useRef<readonly StudySummary[] | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const ended = endedStudies(before.current ?? data, data);
    before.current = data;
    const System = systemNotifications();
    if (!on || System === null) return;
    for (const { id, name, state, best, counts, objective } of ended) {
      if (id === open && document.hasFocus()) continue;
      const n = counts.complete + counts.stopped + counts.failed + counts.diverged;
      const body = best
        ? t('noticeBest', { value: metricValue(objective.metric, best.value), trial: String(best.trial), n })
        : t('noticeNone', { n });
      const notice = new System(t('noticeEnd', { name, state: tc(`study.${state}`) }), { body, tag: id });
      notice.onclick = () => {
        window.focus();
        navigate({ page: 'study', id, tab: 'live' });
        notice.close();
      };
    }
  }, [data, on, open, t, tc]);
  return null;
}
