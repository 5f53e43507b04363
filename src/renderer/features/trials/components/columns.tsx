// How each column of the trials table is headed and drawn.
import { type ReactNode, useMemo } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { findSetting } from '#shared/settings/index.ts';
import { completeRuns, spreadOf } from '#shared/study/training-run.ts';
import type { SettingValue } from '#shared/study/values.ts';
import {
  common,
  duration,
  type Language,
  metricValue,
  misfitText,
  reasonText,
  settingText,
  type Translate,
  useHostText,
  useLanguage,
  useTexts,
  warmStartTexts,
} from '../../../i18n/index.ts';
import { TagChips } from '../../../parts/index.ts';
import { useSelection } from '../../../state/index.ts';
import { Chip, type Column, Icon, StateGlyph } from '../../../ui/index.ts';
import type { ColumnId, ComparedTrial } from '../model.ts';
import { texts } from '../texts.ts';
import style from '../trials.module.css';
import { RowActions } from './row-actions.tsx';

/** In the order of `ids`, of which the first `pinned` stay at the left; what can be done with a trial stands beside its state. */
export function useTrialColumns(
  study: StudySummary,
  ids: readonly ColumnId[],
  pinned: number,
): Column<ComparedTrial>[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const { metric } = study.objective;
  return useMemo(() => {
    const columns = ids.map(
      (id, i): Column<ComparedTrial> => ({
        ...{ key: id, sortable: true, pinned: i < pinned },
        ...columnOf(id, { t, tc, language, metric }),
      }),
    );
    const actions: Column<ComparedTrial> = {
      key: 'actions',
      head: t('actions'),
      width: 96,
      fits: true,
      cell: (trial) => <RowActions key={trial.number} trial={trial} />,
    };
    const place = Math.max(pinned, ids.indexOf('state') + 1, 1);
    return columns.toSpliced(place, 0, actions);
  }, [ids, pinned, t, tc, language, metric]);
}

interface Words {
  readonly t: Translate<keyof typeof texts.en>;
  readonly tc: Translate<keyof typeof common.en>;
  readonly language: Language;
  readonly metric: string;
}

type Shape = Pick<Column<ComparedTrial>, 'head' | 'cell' | 'width' | 'fits' | 'numeric' | 'title'>;

function columnOf(id: ColumnId, { t, tc, language, metric }: Words): Shape {
  switch (id) {
    case 'number':
      return {
        head: t('number'),
        width: 72,
        fits: true,
        numeric: true,
        cell: (trial) => <TrialNumber number={trial.number} />,
      };
    case 'state':
      return {
        head: t('state'),
        width: 124,
        fits: true,
        cell: (trial) => (
          <span className="row">
            <StateGlyph state={trial.state} silent />
            {tc(`state.${trial.state}`)}
          </span>
        ),
      };
    case 'value':
      return {
        head: metric,
        title: metric,
        width: 148,
        fits: true,
        numeric: true,
        cell: (trial) => <Value trial={trial} metric={metric} t={t} />,
      };
    case 'gain':
      return {
        head: t('gain'),
        title: t('gainTitle'),
        width: 112,
        fits: true,
        numeric: true,
        cell: ({ gain = null }) => <Gain gain={gain} metric={metric} />,
      };
    case 'epoch':
      return { head: t('epoch'), width: 88, fits: true, numeric: true, cell: (trial) => trial.epoch ?? '–' };
    case 'lastEpoch':
      return {
        head: t('lastEpoch'),
        width: 88,
        fits: true,
        numeric: true,
        cell: (trial) => (
          <>
            {trial.lastEpoch}
            <span className="t3"> / {trial.epochs}</span>
          </>
        ),
      };
    case 'runs':
      return {
        head: t('runs'),
        width: 72,
        fits: true,
        numeric: true,
        cell: ({ plannedRuns, runs = [] }) =>
          plannedRuns === undefined ? (
            1
          ) : (
            <>
              {completeRuns(runs)}
              <span className="t3"> / {plannedRuns}</span>
            </>
          ),
      };
    case 'duration':
      return {
        head: t('duration'),
        width: 88,
        fits: true,
        numeric: true,
        cell: (trial) => (trial.startedAt === null ? '–' : duration(trial.durationMs, language)),
      };
    case 'tags':
      return { head: t('tags'), width: 180, cell: ({ tags }) => (tags ? <TagChips tags={tags} /> : null) };
    case 'note':
      return {
        head: t('note'),
        width: 260,
        cell: ({ note }) => (note ? <span title={note}>{note.replaceAll('\n', ' ')}</span> : null),
      };
    case 'space':
      return { head: t('space'), title: t('spaceTitle'), width: 112, cell: ({ space }) => <SpaceCell space={space} /> };
    case 'reason':
      return { head: t('reason'), width: 320, cell: (trial) => <Reason of={trial} /> };
    default:
      return settingColumn(id.slice('setting:'.length), t, language);
  }
}

function settingColumn(key: string, t: Words['t'], language: Language): Shape {
  const setting = findSetting(key);
  const numeric = setting === undefined || setting.kind.type === 'float' || setting.kind.type === 'int';
  return {
    head: setting?.title[language] ?? key,
    title: key,
    width: numeric ? 112 : 124,
    fits: numeric,
    numeric,
    cell: ({ params, space }) => settingCell(params[key], space?.settings[key], t),
  };
}

/** With a mark while it is chosen to compare. */
function TrialNumber({ number }: { number: number }) {
  const chosen = useSelection((store) => store.compared.includes(number));
  if (!chosen) return number;
  return (
    <span className={style.number}>
      <ComparedMark />
      {number}
    </span>
  );
}

function ComparedMark() {
  const t = useTexts(texts);
  return (
    <span role="img" aria-label={t('compared')} title={t('compared')}>
      <Icon name="compare" size={12} />
    </span>
  );
}

/** `fixed`: what it was trained with when the setting was not searched yet. */
function settingCell(value: SettingValue | undefined, fixed: SettingValue | undefined, t: Words['t']): ReactNode {
  if (value === undefined && fixed !== undefined) return <span className="t3">{settingText(fixed)}</span>;
  if (value === undefined) return <span className="t3">{t('notUsed')}</span>;
  return value === null ? t('none') : settingText(value);
}

function SpaceCell({ space }: Pick<ComparedTrial, 'space'>) {
  const t = useTexts(texts);
  const say = useHostText();
  const tw = useTexts(warmStartTexts);
  const language = useLanguage();
  if (space === undefined) return <span className="t3">–</span>;
  return (
    <span className="row">
      {t('spaceVersion', { n: space.version })}
      {space.outside === null ? null : <Chip title={misfitText(space.outside, tw, language, say)}>{t('outside')}</Chip>}
    </span>
  );
}

/** Of several complete runs: their mean ± standard deviation, and how many there are as its title. */
function Value({ trial, metric, t }: { trial: Trial; metric: string; t: Words['t'] }) {
  const value = <b className="strong">{metricValue(metric, trial.value)}</b>;
  const spread = spreadOf(trial.runs ?? []);
  if (spread === null) return value;
  return (
    <span title={t('meanOfRuns', { n: spread.runs })}>
      {value}
      <span className="t3"> ± {metricValue(metric, spread.sd)}</span>
    </span>
  );
}

/** With its sign: above zero is better, whatever the direction. */
function Gain({ gain, metric }: { gain: number | null; metric: string }) {
  if (gain === null) return <span className="t3">–</span>;
  const sign = gain > 0 ? '+' : gain < 0 ? '−' : '';
  return <span className={gain > 0 ? 'ok' : undefined}>{`${sign}${metricValue(metric, Math.abs(gain))}`}</span>;
}

function Reason({ of }: { of: ComparedTrial }) {
  const reason = reasonText(of.reason, useTexts(common), useHostText()) ?? '';
  return (
    <span className="t2" title={reason}>
      {reason}
    </span>
  );
}
