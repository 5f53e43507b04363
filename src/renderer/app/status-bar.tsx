// One line at the bottom: what the workers do, when it ends, that nothing leaves this computer.
import { useConnection, useLoad, useProgress, useStudy } from '../data/index.ts';
import { clock, clockRange, useLanguage, useTexts } from '../i18n/index.ts';
import { Icon, StateGlyph } from '../ui/index.ts';
import style from './shell.module.css';
import { texts } from './texts.ts';

export function StatusBar({ studyId }: { studyId: string | null }) {
  const t = useTexts(texts);
  const connection = useConnection();
  return (
    <footer className={style.status}>
      {connection === 'connecting' ? <span>{t('connecting')}</span> : null}
      {studyId ? <StudyStatus id={studyId} /> : null}
      <span className={style.statusGap} />
      {studyId ? <Saved id={studyId} /> : null}
      <Load />
      <span>
        <Icon name="offline" size={12} />
        {t('offline')}
      </span>
    </footer>
  );
}

/** What the machine has to do; nothing while the host does not say. */
function Load() {
  const t = useTexts(texts);
  const { data } = useLoad();
  const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(bytes < 10 * 2 ** 30 ? 1 : 0);
  const percent = (share: number | null) => (share === null ? '–' : String(Math.round(100 * share)));
  return (
    <>
      <span className={style.optional} data-load>
        {data
          ? t('load', {
              cpu: percent(data.cpu),
              used: gigabytes(data.memory.usedBytes),
              total: gigabytes(data.memory.totalBytes),
            })
          : null}
      </span>
      {data?.gpus.map(({ id, name, busy, usedBytes, memoryBytes }) => (
        <span key={id} className={style.optional} title={name}>
          {t('gpuLoad', { id, busy: percent(busy) })}
          {usedBytes === null || memoryBytes === null
            ? null
            : t('gpuMemory', { used: gigabytes(usedBytes), total: gigabytes(memoryBytes) })}
        </span>
      ))}
    </>
  );
}

function StudyStatus({ id }: { id: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { data: study } = useStudy(id);
  const { data: progress } = useProgress(id);
  if (!study) return null;
  const { summary } = study;
  const running = summary.state === 'running';
  const busy = progress?.lanes.filter((lane) => lane.trial !== null).length ?? 0;
  const eta = running ? progress?.eta : null;
  return (
    <>
      {running ? (
        <span>
          <StateGlyph state="running" silent />
          {t('workers', { busy, n: summary.parallel })}
        </span>
      ) : null}
      {running && progress ? <span>{t('queue', { n: progress.queue.length + progress.remaining })}</span> : null}
      {eta ? <span>{t('ends', clockRange(eta.low, eta.high, language))}</span> : null}
      {progress && progress.savedShare > 0.005 ? (
        <span className={style.optional}>{t('savedShare', { share: Math.round(progress.savedShare * 100) })}</span>
      ) : null}
    </>
  );
}

function Saved({ id }: { id: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { data: study } = useStudy(id);
  if (!study) return null;
  const time = clock(study.summary.changedAt, language, { seconds: true });
  return <span className={style.saved}>{t('savedAt', { time })}</span>;
}
