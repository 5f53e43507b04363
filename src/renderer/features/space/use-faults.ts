// Fields of a changed space that hold an entry which is no number: it is not in the draft, and nothing can be applied.
import { useCallback, useEffect, useState } from 'react';

const none: ReadonlySet<string> = new Set();

/** `of`: the draft with its steps; where another one begins, or none is left, the fields show its values again. */
export function useFaults(of: object | null): { count: number; onValid: (field: string, valid: boolean) => void } {
  const [faults, setFaults] = useState(none);
  const isOpen = of !== null;
  useEffect(() => {
    if (!isOpen) setFaults(none);
  }, [isOpen]);
  const onValid = useCallback((field: string, valid: boolean) => {
    setFaults((at) => {
      if (at.has(field) === !valid) return at;
      return new Set(valid ? [...at].filter((one) => one !== field) : [...at, field]);
    });
  }, []);
  return { count: faults.size, onValid };
}
