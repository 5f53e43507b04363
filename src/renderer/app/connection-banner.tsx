// Says that the host is gone, since when, and offers to try at once. Shown values are dimmed by the pages.
import { useEffect, useState } from 'react';
import { useConnection, useHost } from '../data/index.ts';
import { clock, duration, useHostText, useLanguage, useTexts } from '../i18n/index.ts';
import { Banner, Button } from '../ui/index.ts';
import { texts } from './texts.ts';

export function ConnectionBanner() {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { client } = useHost();
  const connection = useConnection();
  const [since, setSince] = useState<number | null>(null);
  const [now, setNow] = useState(Date.now);
  const gone = connection === 'lost' || connection === 'failed';
  useEffect(() => {
    setSince(gone ? Date.now() : null);
    if (!gone) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [gone]);

  if (!gone || since === null) return null;
  return (
    <Banner
      title={
        connection === 'failed' ? t('failedTitle') : t('lostTitle', { time: clock(since, language, { seconds: true }) })
      }
      actions={
        <Button size="small" onClick={() => client.retry()}>
          {t('connectAgain')}
        </Button>
      }
    >
      {connection === 'failed'
        ? say(client.problem?.message ?? '')
        : t('lostText', { age: duration(Math.max(0, now - since), language) })}
    </Banner>
  );
}
