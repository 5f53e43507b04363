// Work on engines for somebody who does not look: said politely, at most every five seconds, and no percentages.
import { useEffect, useRef, useState } from 'react';
import type { EngineTask } from '#shared/contract/engine.ts';
import { newsOf } from './model.ts';

const pauseMs = 5000;

/** `words` of the newest news of each task; what happens in a pause is said together after it. The first list is not said. */
export function useNews(tasks: readonly EngineTask[] | undefined, words: (task: EngineTask) => string): string {
  const [said, setSaid] = useState('');
  const latest = useRef({ tasks, words });
  latest.current = { tasks, words };
  const told = useRef(tasks);
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (!tasks) return;
    told.current ??= tasks;
    const tell = () => {
      timer.current = null;
      const now = latest.current;
      const news = newsOf(told.current ?? [], now.tasks ?? []);
      told.current = now.tasks;
      if (news.length === 0) return;
      toldAt.current = performance.now();
      setSaid(news.map(now.words).join(' '));
    };
    if (timer.current !== null) return;
    const wait = toldAt.current + pauseMs - performance.now();
    if (wait <= 0) tell();
    else timer.current = setTimeout(tell, wait);
  }, [tasks]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return said;
}
