// A time of day as people type it, and the next moment that has it. Pure.

/** "07:00", "7", "7.30" or "19h05" as minutes after midnight; null for anything else. */
export function dayTime(text: string): number | null {
  const found = /^\s*(\d{1,2})\s*(?:[:.h：]\s*(\d{2})?)?\s*$/.exec(text);
  if (found === null) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  return hours > 23 || minutes > 59 ? null : 60 * hours + minutes;
}

/** The next moment after `now` at which the clock shows it; tomorrow's where today's is over. */
export function nextAt(minutes: number, now: number): number {
  const at = new Date(now);
  at.setHours(Math.floor(minutes / 60), minutes % 60, 0, 0);
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.getTime();
}
