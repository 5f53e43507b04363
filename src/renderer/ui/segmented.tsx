// Two to four choices of which one is on.
import { useRef } from 'react';
import { cx } from './cx.ts';
import style from './segmented.module.css';

export interface SegmentedOption<V extends string> {
  value: V;
  label: string;
  disabledReason?: string | null | undefined;
}

export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  warned = false,
}: {
  /** Accessible name of the group. */
  label: string;
  value: V;
  options: readonly SegmentedOption<V>[];
  onChange: (value: V) => void;
  /** The chosen one deserves a second look. */
  warned?: boolean;
}) {
  const group = useRef<HTMLDivElement>(null);
  const step = (by: number) => {
    const open = options.filter((option) => !option.disabledReason);
    const at = open.findIndex((option) => option.value === value);
    const next = open[(at + by + open.length) % open.length];
    if (!next) return;
    onChange(next.value);
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      className={cx(style.segmented, warned && style.warned)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') step(1);
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') step(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: native radios cannot be styled as one bar without a label and a hidden input each
        <button
          key={option.value}
          type="button"
          role="radio"
          data-value={option.value}
          aria-checked={option.value === value}
          aria-disabled={option.disabledReason ? true : undefined}
          title={option.disabledReason ?? undefined}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => {
            if (!option.disabledReason) onChange(option.value);
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
