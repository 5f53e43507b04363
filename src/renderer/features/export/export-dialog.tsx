// The best configuration of a study as JSON: seen, copied, saved. The host writes it, as it does for the command line.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isRecord } from '#shared/study/fields.ts';
import { useHost, useStudy } from '../../data/index.ts';
import { useHostText, useTexts } from '../../i18n/index.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Button, cx, Dialog, EmptyState, Segmented, TickStrip } from '../../ui/index.ts';
import { saveText } from '../../ui/save-text.ts';
import style from './export.module.css';
import { colourJson, exportFileName, exportText } from './model.ts';
import { ModelExport } from './model-export.tsx';
import { ProgramExport } from './program-export.tsx';
import { ReportExport } from './report-export.tsx';
import { texts } from './texts.ts';
import { TrialsExport } from './trials-export.tsx';

const tops = ['1', '3', '5', '10'] as const;
const topNames = { '1': 'topOne', '3': 'topThree', '5': 'topFive', '10': 'topTen' } as const;

export function ExportDialog({ studyId, open, onClose }: { studyId: string; open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width={680}>
      {open ? <Body studyId={studyId} /> : null}
    </Dialog>
  );
}

function Body({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const [choice, setChoice] = useState<(typeof tops)[number]>('1');
  const top = Number(choice);
  const { data: study } = useStudy(studyId);
  const best = useBest(studyId, top, study?.summary.changedAt ?? 0);
  // Of trials of another program there is nothing to train.
  const { runner } = study?.file ?? {};
  const imported = isRecord(runner) && runner.kind === 'none';
  const name = exportFileName(study?.summary.name ?? '', top);
  const text = useMemo(() => (best.data ? exportText(best.data, top) : ''), [best.data, top]);
  const pieces = useMemo(() => {
    let at = 0;
    return colourJson(text).map((piece) => {
      const start = at;
      at += piece.text.length;
      return { ...piece, start };
    });
  }, [text]);

  const copy = () => copyText(text, t('copied', { name }), t('copyFailed'));

  return (
    <div className={style.body}>
      <p className="t2">{t('text')}</p>
      <div className="row">
        <Segmented
          label={t('top')}
          value={choice}
          options={tops.map((value) => ({ value, label: t(topNames[value]) }))}
          onChange={setChoice}
        />
        <span className="small t2 num" role="status">
          {best.data && top > 1 ? t('got', { n: best.data.length }) : ''}
        </span>
        <span className="row end">
          <Button icon="copy" disabled={text === ''} onClick={() => void copy()}>
            {t('copy')}
          </Button>
          <Button
            icon="export"
            kind="primary"
            disabled={text === ''}
            onClick={() => saveText(name, 'application/json', text)}
          >
            {t('save')}
          </Button>
        </span>
      </div>
      <p className="row small">
        <span className="label">{t('json')}</span>
        <span className="mono t2">{name}</span>
      </p>
      {best.error ? (
        <div role="alert" className={style.none}>
          <EmptyState title={t('nothing')}>{say(best.error.message)}</EmptyState>
        </div>
      ) : text === '' ? (
        <TickStrip />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className={style.code} tabIndex={0} aria-label={t('json')}>
          <pre data-testid="export-json">
            {pieces.map(({ kind, text: part, start }) => (
              <span key={start} className={cx(kind !== 'plain' && style[kind])}>
                {part}
              </span>
            ))}
          </pre>
        </section>
      )}
      {text === '' || imported ? null : (
        <p className="row small">
          <span className="label">{t('run')}</span>
          <code className="mono">vernier run {name}</code>
        </p>
      )}
      {text === '' || imported ? null : <ProgramExport studyId={studyId} studyName={study?.summary.name ?? ''} />}
      <ReportExport studyId={studyId} studyName={study?.summary.name ?? ''} />
      <TrialsExport studyId={studyId} studyName={study?.summary.name ?? ''} />
      {text === '' || imported ? null : <ModelExport studyId={studyId} studyName={study?.summary.name ?? ''} />}
    </div>
  );
}

/** Asked again whenever the study has changed. */
function useBest(id: string, top: number, changedAt: number) {
  const { client } = useHost();
  return useQuery({
    queryKey: ['studies.best', id, top, changedAt],
    queryFn: ({ signal }) => client.call('studies.best', { id, top }, { signal }),
    retry: false,
  });
}
