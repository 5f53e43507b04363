// Starting points: configurations that are tried first, as a table to edit, put in order, and fill from what is known already.
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { reasonText } from '#shared/study/advice-text.ts';
import { settingTitle, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, cx, IconButton, toast } from '../../../ui/index.ts';
import { PointCell } from '../components/point-cell.tsx';
import { PointSources } from '../components/point-sources.tsx';
import { useDraft } from '../draft-context.ts';
import { removePoint } from '../model/draft.ts';
import {
  addPoints,
  duplicatePoint,
  insertPoint,
  isUnused,
  movePoint,
  pointsIn,
  setPointValue,
  usualPoint,
} from '../model/points.ts';
import { problemAt } from '../model/problems.ts';
import style from './points.module.css';
import { pointsTexts } from './points-texts.ts';

export function StartingPoints() {
  const t = useTexts(pointsTexts);
  const { draft, rows, facts, draftSpace, edit } = useDraft();
  const points = pointsIn(draft.file);
  const searched = rows.filter((row) => row.range !== null && row.use !== 'never');
  if (searched.length === 0 && points.length === 0) {
    return (
      <section aria-label={t('points')}>
        <h3 className="label">{t('points')}</h3>
        <p className="small t2">{t('nothingSearched')}</p>
      </section>
    );
  }
  return (
    <section aria-label={t('points')} className={style.part}>
      <div className={style.head}>
        <h3 className="label">{t('points')}</h3>
        <span className="small t2">{points.length > 0 ? t('pointsText') : null}</span>
        <span className="row end">
          <Button
            size="small"
            icon="plus"
            disabledReason={draftSpace === null ? t('wait') : null}
            onClick={() => {
              if (draftSpace === null) return;
              edit('points.add', (at) => insertPoint(at, pointsIn(at.file).length, usualPoint(at, draftSpace, facts)));
            }}
          >
            {t('add')}
          </Button>
        </span>
      </div>
      {points.length === 0 ? <p className="small t2">{t('none')}</p> : <PointTable />}
      <PointSources onAdd={(more) => edit('points.add', (at) => addPoints(at, more))} />
    </section>
  );
}

function PointTable() {
  const t = useTexts(pointsTexts);
  const say = useHostText();
  const language = useLanguage();
  const { draft, rows, problems, draftSpace, edit } = useDraft();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const body = useRef<HTMLTableSectionElement>(null);
  const points = pointsIn(draft.file);
  const named = new Set(points.flatMap((point) => Object.keys(point)));
  const columns = rows.filter((row) => (row.range !== null && row.use !== 'never') || named.has(row.setting.key));
  const move = (from: number, to: number) => {
    if (to < 0 || to >= points.length || to === from) return;
    edit('points.move', (at) => movePoint(at, from, to));
    setSaid(t('moved', { from: from + 1, to: to + 1 }));
    // The focus goes with the point.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-handle="${to}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    const to = { ArrowUp: i - 1, ArrowDown: i + 1, Home: 0, End: points.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(i, to);
  };
  const drop = (event: DragEvent, i: number) => {
    event.preventDefault();
    if (dragged !== null) move(dragged, i);
    setDragged(null);
    setOver(null);
  };
  const remove = (i: number) => {
    const point = points[i] ?? {};
    edit('points.remove', (at) => removePoint(at, i));
    toast(t('removed', { n: i + 1 }), { undo: () => edit('points.insert', (at) => insertPoint(at, i, point)) });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className={style.box} tabIndex={0} aria-label={t('points')}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{t('order')}</span>
            </th>
            {columns.map(({ setting }) => (
              <th key={setting.key} scope="col" title={setting.key}>
                {settingTitle(setting.key, language)}
              </th>
            ))}
            <th scope="col">
              <span className="vh">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {points.map((point, i) => {
            const at = `search.enqueue[${i}]`;
            const problem = problemAt(problems, [at], { deep: true });
            return [
              <tr
                // biome-ignore lint/suspicious/noArrayIndexKey: a starting point is its place in the order
                key={i}
                data-point={i + 1}
                className={cx(over === i && dragged !== null && style.over, dragged === i && style.dragged)}
                onDragOver={(event) => {
                  if (dragged === null) return;
                  event.preventDefault();
                  setOver(i);
                }}
                onDrop={(event) => drop(event, i)}
              >
                <th scope="row">
                  <button
                    type="button"
                    draggable
                    className={style.handle}
                    data-handle={i}
                    aria-label={t('handle', { n: i + 1 })}
                    onDragStart={(event) => {
                      event.dataTransfer.effectAllowed = 'move';
                      event.dataTransfer.setData('text/plain', String(i + 1));
                      setDragged(i);
                    }}
                    onDragEnd={() => {
                      setDragged(null);
                      setOver(null);
                    }}
                    onKeyDown={(event) => onKeyDown(event, i)}
                  >
                    <span aria-hidden="true">⠿</span>
                    <b>{i + 1}</b>
                  </button>
                </th>
                {columns.map((row) => {
                  const { key } = row.setting;
                  const own = problemAt(problems, [`${at}.${key}`]);
                  return (
                    <td key={key}>
                      <PointCell
                        row={row}
                        label={t('cell', { n: i + 1, title: settingTitle(key, language) })}
                        value={point[key]}
                        unused={draftSpace !== null && isUnused(draftSpace, point, key)}
                        error={own?.severity === 'error' ? say(own.message) : null}
                        onChange={(value) =>
                          edit(`points.${i}.${key}`, (current) => setPointValue(current, i, key, value))
                        }
                      />
                    </td>
                  );
                })}
                <td className={style.actions}>
                  <IconButton
                    icon="copy"
                    size="small"
                    label={t('duplicate', { n: i + 1 })}
                    onClick={() => edit('points.duplicate', (current) => duplicatePoint(current, i))}
                  />
                  <IconButton icon="trash" size="small" label={t('remove', { n: i + 1 })} onClick={() => remove(i)} />
                </td>
              </tr>,
              problem ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <tr key={`${i} problem`} className={style.problem}>
                  <td />
                  <td colSpan={columns.length + 1} className={problem.severity === 'error' ? 'bad' : 'warn'}>
                    {problem.reason ? reasonText(problem.reason, language) : say(problem.message)}
                  </td>
                </tr>
              ) : null,
            ];
          })}
        </tbody>
      </table>
      <span className="vh" aria-live="polite">
        {said}
      </span>
    </section>
  );
}
