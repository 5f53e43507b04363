// Tells screen readers how the open study gets on, politely and at most every five seconds.
import { useEffect, useRef, useState } from 'react';
import { useStudy } from '../data/index.ts';
import { common, metricValue, useTexts } from '../i18n/index.ts';
import { createAnnouncer, type StudyChange } from './announcements.ts';
import { texts } from './texts.ts';

const pauseMs = 5000;

export function Announcer({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { data } = useStudy(studyId);
  const summary = data?.summary;
  const [said, setSaid] = useState('');
  const sentence = ({ state, ended, bad, best }: StudyChange) =>
    [
      state ? t('sayState', { state: c(`study.${state}`) }) : '',
      ended > 0 ? t('sayEnded', { n: ended }) : '',
      bad > 0 ? t('sayBad', { n: bad }) : '',
      best && summary
        ? t('sayBest', { trial: String(best.trial), value: metricValue(summary.objective.metric, best.value) })
        : '',
    ]
      .filter(Boolean)
      .join(' ');
  const latest = useRef(sentence);
  latest.current = sentence;
  const [announcer] = useState(() =>
    createAnnouncer((change) => setSaid(latest.current(change)), pauseMs, {
      now: () => performance.now(),
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    }),
  );
  useEffect(() => {
    if (summary) announcer.update(summary);
  }, [announcer, summary]);
  useEffect(() => () => announcer.end(), [announcer]);
  return (
    <div className="vh" aria-live="polite" data-testid="announcer">
      {said}
    </div>
  );
}
