// The time of day, for what is said of the end of a study.
import { useEffect, useState } from 'react';

/** Milliseconds since 1970; moves on twice a minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
