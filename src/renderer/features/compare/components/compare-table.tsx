// Results, settings and classes: one column a run.
import { useRef } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { useTexts } from '../../../i18n/index.ts';
import { replaceQuery, useLocation, useSelection } from '../../../state/index.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { Button, Chip, cx, IconButton, Panel, PanelHead, Swatch, Switch } from '../../../ui/index.ts';
import style from '../compare.module.css';
import type { Objective, RunResult } from '../model/results.ts';
import type { SettingGroup } from '../model/settings.ts';
import { tableText } from '../table-text.ts';
import { texts } from '../texts.ts';
import { ClassRows } from './class-rows.tsx';
import { ResultRows } from './result-rows.tsx';
import { SettingRows } from './setting-rows.tsx';
import { VerdictChip } from './verdict-chip.tsx';

export function CompareTable({
  study,
  details,
  results,
  groups,
  objectives,
  colours,
  onReference,
}: {
  study: StudyDetail;
  details: readonly TrialDetail[];
  results: readonly RunResult[];
  groups: readonly SettingGroup[];
  objectives: readonly Objective[];
  colours: ReadonlyMap<number, string>;
  onReference: (run: number) => void;
}) {
  const t = useTexts(texts);
  const table = useRef<HTMLTableElement>(null);
  const all = useLocation().query.all === '1';
  const rows = groups.flatMap((group) => group.rows);
  const differing = rows.filter(({ differs }) => differs).length;
  const copy = () => copyText(table.current ? tableText(table.current) : '', t('copied'), t('copyFailed'));
  return (
    <Panel
      name={t('differences')}
      head={
        <PanelHead
          label={t('differences')}
          context={details.length > 1 ? t('differing', { n: differing, total: rows.length }) : null}
        >
          <span className="row end">
            <Switch
              checked={all || details.length < 2}
              disabled={details.length < 2}
              onChange={(on) => replaceQuery({ all: on ? '1' : null })}
            >
              <span className="small t2">{t('allSettings')}</span>
            </Switch>
            <Button size="small" icon="copy" onClick={() => void copy()}>
              {t('copy')}
            </Button>
          </span>
        </PanelHead>
      }
    >
      <section
        className={style.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={t('table')}
      >
        <table ref={table} className={style.table} style={{ minWidth: 180 + details.length * 204 }}>
          <colgroup>
            <col style={{ width: 180 }} />
            {details.map(({ trial }) => (
              <col key={trial.number} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <td />
              {details.map(({ trial }, at) => (
                <RunHead
                  key={trial.number}
                  trial={trial}
                  colour={colours.get(trial.number) ?? '--chart-context'}
                  reference={at === 0}
                  onReference={onReference}
                />
              ))}
            </tr>
          </thead>
          <ResultRows results={results} objectives={objectives} staged={study.stages !== undefined} />
          <SettingRows groups={groups} all={all || details.length < 2} runs={details.length} />
          <ClassRows details={details} order={study.classes?.map(({ name }) => name)} />
        </table>
      </section>
    </Panel>
  );
}

function RunHead({
  trial: { number },
  colour,
  reference,
  onReference,
}: {
  trial: TrialDetail['trial'];
  colour: string;
  reference: boolean;
  onReference: (run: number) => void;
}) {
  const t = useTexts(texts);
  const baseline = useSelection((store) => store.baseline === number);
  const hovered = useSelection((store) => store.hovered === number);
  const { hover } = useSelection.getState();
  return (
    <th
      scope="col"
      data-hovered={hovered || undefined}
      onPointerEnter={() => hover(number)}
      onPointerLeave={() => hover(null)}
    >
      <div className={cx('num', style.runHead)}>
        {reference ? null : (
          <IconButton
            size="small"
            icon="flag"
            label={t('makeReference', { number: String(number) })}
            onClick={() => onReference(number)}
          />
        )}
        <span className={style.runName}>
          <Swatch color={baseline ? 'var(--text)' : `var(${colour})`} />
          {t('trial', { number: String(number) })}
        </span>
        {reference ? <Chip tone="index">{t('reference')}</Chip> : null}
        <VerdictChip run={number} />
      </div>
    </th>
  );
}
