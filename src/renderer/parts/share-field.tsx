// A share of the rows in per cent: a slider over round numbers and the field with the exact one; the file has it from 0 to 1.
import { NumberEntry } from './number-entry.tsx';
import style from './slide-line.module.css';
import { SlideLine } from './slide-line.tsx';
import { stopsTo } from './stops.ts';

const stops = stopsTo(100);

export function ShareField({
  label,
  hint,
  fraction,
  error,
  onChange,
}: {
  label: string;
  hint?: string;
  /** As the file has it; undefined: all. */
  fraction: unknown;
  error: string | null;
  /** A share from 0 to 1, the text that is none, or undefined for all. */
  onChange: (fraction: number | string | undefined) => void;
}) {
  const set = (percent: number | string | undefined) =>
    onChange(typeof percent === 'number' ? Number((percent / 100).toPrecision(6)) : percent);
  const percent = typeof fraction === 'number' ? Number((100 * fraction).toPrecision(6)) : fraction;
  return (
    <SlideLine
      label={label}
      hint={hint}
      stops={stops}
      value={typeof percent === 'number' ? percent : 100}
      valueText={(share) => `${share} %`}
      onSlide={(share) => set(share === 100 ? undefined : share)}
    >
      <NumberEntry
        aria-label={label}
        value={percent}
        error={error}
        placeholder="100"
        start={100}
        step={5}
        trailing="%"
        className={style.field}
        onChange={set}
      />
    </SlideLine>
  );
}
