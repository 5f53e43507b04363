// The colour of a run; hollow when the run is outside the focus set.
import style from './swatch.module.css';

/** `color` is a CSS colour ("var(--run-3)"); null draws the hollow context swatch. */
export function Swatch({ color }: { color: string | null }) {
  return <span className={style.swatch} style={color ? { background: color, borderColor: color } : undefined} />;
}
