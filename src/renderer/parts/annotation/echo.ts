// A value that is edited here and comes back from the host a moment later. Pure.

export interface Sent {
  readonly value: string;
  /** When the host said that it has it, ms; Infinity while it has not. */
  at: number;
}

/** Longer than this what the host has does not take to come back, ms. */
const echoMs = 1500;

export function sending(value: string): Sent {
  return { value, at: Number.POSITIVE_INFINITY };
}

/**
 * What comes from the host: the echo of an own edit, late, which changes nothing here, or what somebody else wrote. `left`: what was sent
 * and has not come back.
 */
export function hear(sent: readonly Sent[], value: string, at: number): { own: boolean; left: readonly Sent[] } {
  const open = sent.filter((one) => at - one.at < echoMs);
  const index = open.findLastIndex((one) => one.value === value);
  return index < 0 ? { own: false, left: [] } : { own: true, left: open.slice(index + 1) };
}
