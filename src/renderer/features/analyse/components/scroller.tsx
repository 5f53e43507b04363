// Text or a table that may be taller than its place: reached and scrolled by keyboard.
import type { ReactNode } from 'react';
import { cx } from '../../../ui/index.ts';
import style from '../analyse.module.css';

export function Scroller({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no form: a fieldset would bring its frame, and a section one more landmark
    <div
      role="group"
      className={cx(style.scroll, className)}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      {children}
    </div>
  );
}
