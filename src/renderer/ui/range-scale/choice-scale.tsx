// Choices without an order as cells: those of the new range are filled, those given up are dashed.
import style from './range-scale.module.css';
import type { RangeTone } from './range-scale.tsx';

export interface ChoiceCell {
  readonly label: string;
  /** How many of the best have it ("6 of 6"). */
  readonly note: string;
}

export function ChoiceScale({
  label,
  cells,
  chosen,
  tone,
  onChange,
}: {
  /** Accessible name of the group. */
  label: string;
  cells: readonly ChoiceCell[];
  /** Indices of the cells. */
  chosen: ReadonlySet<number>;
  tone: RangeTone;
  /** Absent: it is only looked at. */
  onChange?: ((chosen: ReadonlySet<number>) => void) | undefined;
}) {
  const toggle = (index: number) => {
    const next = new Set(chosen);
    if (!next.delete(index)) next.add(index);
    onChange?.(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in all browsers
    <div className={style.cells} role="group" aria-label={label} data-tone={tone}>
      {cells.map(({ label: name, note }, index) => (
        <button
          key={name}
          type="button"
          className={style.cell}
          aria-pressed={chosen.has(index)}
          disabled={onChange === undefined}
          onClick={() => toggle(index)}
        >
          {name}
          <span className={style.cellNote}>{note}</span>
        </button>
      ))}
    </div>
  );
}
