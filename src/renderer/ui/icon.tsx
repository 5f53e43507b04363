// Icons on a 16-px grid, drawn with strokes of 1.4 px: the mock-ups' own.
import type { CSSProperties } from 'react';
import style from './icon.module.css';

const strokes = {
  check: 'M3 8.4l3.2 3.2L13 4.8',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  close: 'M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4',
  compare: 'M5 3v10M11 3v10M2.5 6L5 3l2.5 3M8.5 10l2.5 3 2.5-3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  data: 'M3 4.2c0-1 2.2-1.7 5-1.7s5 .7 5 1.7-2.2 1.7-5 1.7-5-.7-5-1.7zM3 4.2v7.6c0 1 2.2 1.7 5 1.7s5-.7 5-1.7V4.2M3 8c0 1 2.2 1.7 5 1.7S13 9 13 8',
  down: 'M4 6l4 4 4-4',
  engine: 'M5 5h6v6H5zM7 2.5V5M9 2.5V5M7 11v2.5M9 11v2.5M2.5 7H5M2.5 9H5M11 7h2.5M11 9h2.5',
  export: 'M8 10V2.5M5 5.3L8 2.3l3 3M3 9.5v4h10v-4',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  eyeOff:
    'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM3 13L13 3',
  filter: 'M2.5 3.5h11L9.3 8.6v4.2l-2.6-1.4V8.6z',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  flag: 'M4 14V2.5M4 3h8l-1.8 2.8L12 8.6H4',
  folder: 'M2 4h4.2l1.4 1.6H14v7.6H2z',
  freeze: 'M8 2v12M2.8 5l10.4 6M13.2 5L2.8 11',
  grid: 'M2.5 2.5h4.4v4.4H2.5zM9.1 2.5h4.4v4.4H9.1zM2.5 9.1h4.4v4.4H2.5zM9.1 9.1h4.4v4.4H9.1z',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.3 6.4c.1-1 .8-1.6 1.8-1.6 1 0 1.8.6 1.8 1.5 0 1.3-1.8 1.4-1.8 2.6M8 11.2v.1',
  image: 'M2.5 3h11v10h-11zM2.5 11l3.4-3.6 2.6 2.6 2-1.8 3 2.8M10.4 6h.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.6M8 5v.1',
  left: 'M10 4L6 8l4 4',
  lock: 'M3.8 7.2h8.4v6.3H3.8zM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2',
  logs: 'M4 2.5h5.5l2.5 2.5v8.5H4zM9.5 2.5V5H12M5.8 7.5c.5 2.6 1.9 3.9 4.4 4',
  minus: 'M3 8h10',
  moon: 'M12.8 9.7A5.3 5.3 0 0 1 6.3 3.2a5.3 5.3 0 1 0 6.5 6.5z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  offline: 'M2.5 8h11M8 2.5c3.6 3.6 3.6 7.4 0 11-3.6-3.6-3.6-7.4 0-11zM8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z',
  palette:
    'M8 2.2a5.8 5.8 0 1 0 0 11.6c1.3 0 1.5-.9 1-1.6-.6-.9-.2-2 1-2h1.6c1.3 0 2.2-1 2.2-2.3C13.8 4.7 11.2 2.2 8 2.2zM5 8h.01M6.3 5.3h.01M9.7 5.3h.01M11.4 7.4h.01',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  pin: 'M6 2.5h4l-.4 4 2 2.2H4.4l2-2.2zM8 8.7v4.8',
  play: 'M5 3.2v9.6L12.6 8z',
  plus: 'M8 3v10M3 8h10',
  redo: 'M10.5 3l2.7 2.7-2.7 2.7M13 5.7H6.8a3.6 3.6 0 0 0 0 7.2H10',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2.4v3h-3',
  right: 'M6 4l4 4-4 4',
  screen: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.1 3.1',
  settings: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 3.4v3.2M6 9.4v3.2',
  stop: 'M4 4h8v8H4z',
  studies: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6 6.5v6',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 3v10',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.2 4.5l.6 9h6.4l.6-9M6.7 7v4M9.3 7v4',
  undo: 'M5.5 3L2.8 5.7l2.7 2.7M3 5.7h6.2a3.6 3.6 0 0 1 0 7.2H6',
  warn: 'M8 2.6l6 10.6H2zM8 6.6v3.2M8 11.6v.1',
} as const;
export type IconName = keyof typeof strokes;

/** Decorative: the control around it carries the name. `size` in px, default 16. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const box: CSSProperties = { width: size, height: size };
  return (
    <svg className={style.icon} viewBox="0 0 16 16" aria-hidden="true" style={box}>
      <path d={strokes[name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <g stroke="var(--text)" strokeWidth="1.3" fill="none">
        <path d="M1 10.5h20M3 10.5V4M7 10.5V6.5M11 10.5V6.5M15 10.5V6.5M19 10.5V4" />
      </g>
      <g stroke="var(--text-2)" strokeWidth="1.1" fill="none">
        <path d="M5.2 11.5v3.4M8.1 11.5v3.4M13.9 11.5v3.4M16.8 11.5v3.4" />
      </g>
      <path d="M11 10.8v8.4" stroke="var(--index-line)" strokeWidth="1.7" />
    </svg>
  );
}
