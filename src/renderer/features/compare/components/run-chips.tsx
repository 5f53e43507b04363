// The compared runs as chips: pressed one is taken out, dragged it moves. And the way to add others.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { useTexts } from '../../../i18n/index.ts';
import { moved, useSelection } from '../../../state/index.ts';
import { Button, Icon, Popover, Swatch } from '../../../ui/index.ts';
import style from '../compare.module.css';
import type { Objective } from '../model/results.ts';
import { texts } from '../texts.ts';
import type { Comparison } from '../use-comparison.ts';
import { RunPicker } from './run-picker.tsx';

/** Less is a press, px. */
const dragPx = 5;

export function RunChips({
  trials,
  objective,
  comparison,
  colours,
}: {
  trials: readonly Trial[];
  objective: Objective;
  comparison: Comparison;
  colours: ReadonlyMap<number, string>;
}) {
  const t = useTexts(texts);
  const baseline = useSelection((store) => store.baseline);
  const { hover } = useSelection.getState();
  const { runs, choose } = comparison;
  const row = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly x: number; moved: boolean } | null>(null);
  const chips = () => [...(row.current?.querySelectorAll<HTMLElement>('[data-run-chip]') ?? [])];
  const move = (run: number, to: number) => {
    if (to < 0 || to >= runs.length || runs.indexOf(run) === to) return;
    choose(moved(runs, run, to));
    // React may take the chip out and put it back, and the focus would be gone.
    requestAnimationFrame(() => chips()[to]?.focus());
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>, run: number) => {
    const from = drag.current;
    if (from === null || event.buttons === 0) return;
    if (!from.moved && Math.abs(event.clientX - from.x) < dragPx) return;
    from.moved = true;
    const middles = chips()
      .filter((chip) => chip.dataset.runChip !== String(run))
      .map((chip) => chip.getBoundingClientRect())
      .map(({ left, width }) => left + width / 2);
    move(run, middles.filter((middle) => middle < event.clientX).length);
  };
  const onKeyDown = (event: KeyboardEvent, run: number) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    event.stopPropagation();
    move(run, runs.indexOf(run) + (event.key === 'ArrowLeft' ? -1 : 1));
  };
  return (
    <>
      <div ref={row} className={style.chips}>
        {runs.map((run, at) => (
          <button
            key={run}
            type="button"
            className={style.chip}
            aria-label={t('removeRun', { number: String(run) })}
            title={t('moveRun', { number: String(run) })}
            aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
            data-run-chip={run}
            onPointerEnter={() => hover(run)}
            onPointerLeave={() => hover(null)}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              drag.current = { x: event.clientX, moved: false };
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={(event) => onPointerMove(event, run)}
            onPointerCancel={() => {
              drag.current = null;
            }}
            onKeyDown={(event) => onKeyDown(event, run)}
            onClick={() => {
              const dragged = drag.current?.moved ?? false;
              drag.current = null;
              if (!dragged) choose(runs.filter((one) => one !== run));
            }}
          >
            <Swatch color={run === baseline ? 'var(--text)' : `var(${colours.get(run) ?? '--chart-context'})`} />
            <span className="num">{run}</span>
            {at === 0 && runs.length > 1 ? <span className={style.refWord}>{t('reference')}</span> : null}
            <Icon name="close" size={10} />
          </button>
        ))}
      </div>
      <Popover
        title={t('addTitle')}
        trigger={
          <Button kind="quiet" size="small" icon="plus">
            {t('addRun')}
          </Button>
        }
        content={() => <RunPicker trials={trials} objective={objective} comparison={comparison} />}
      />
    </>
  );
}
