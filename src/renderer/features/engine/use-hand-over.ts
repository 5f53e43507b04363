// Keeps the keyboard's place on the page when what has the focus goes away.
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Marks the element that takes the focus over; it needs a tabIndex. */
export const handOverTo = 'data-engine';

/** Where the element of the returned ref had the focus when it goes, the engine around it gets it: the next Tab goes on from there. */
export function useHandOver<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      if (element?.contains(document.activeElement)) element.closest<HTMLElement>(`[${handOverTo}]`)?.focus();
    };
  }, []);
  return ref;
}
