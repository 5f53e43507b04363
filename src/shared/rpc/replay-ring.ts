// The last events of one (event, topic) pair, kept for clients that reconnect or read slowly. Bounded in number and bytes.

interface RingEntry {
  readonly seq: number;
  readonly payload: unknown;
}

export interface ReplayRing {
  /** Sequence number of the newest event; 0 before the first. */
  readonly seq: number;
  /** Roughly what the kept events hold in memory. */
  readonly bytes: number;
  push(payload: unknown): RingEntry;
  /** Everything after `seq`, oldest first; null when some of it is gone or `seq` is from another life. */
  after(seq: number): readonly RingEntry[] | null;
  /** Drops the kept events, not the count: who missed some is told of a gap. */
  forget(): void;
}

export function createReplayRing(maxEvents: number, maxBytes: number): ReplayRing {
  const entries: (RingEntry & { bytes: number })[] = [];
  let bytes = 0;
  let seq = 0;
  return {
    get seq() {
      return seq;
    },
    get bytes() {
      return bytes;
    },
    push(payload) {
      seq++;
      const entry = { seq, payload, bytes: approximateBytes(payload) };
      entries.push(entry);
      bytes += entry.bytes;
      while (entries.length > maxEvents || (bytes > maxBytes && entries.length > 0)) {
        bytes -= entries.shift()?.bytes ?? 0;
      }
      return entry;
    },
    after(from) {
      if (from > seq) return null;
      if (from === seq) return [];
      const first = entries[0];
      if (!first || first.seq > from + 1) return null;
      return entries.slice(from + 1 - first.seq);
    },
    forget() {
      entries.length = 0;
      bytes = 0;
    },
  };
}

/** Order of magnitude of what a payload holds in memory; exact for typed arrays, which are what grows. */
function approximateBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return 64 + value.byteLength;
  let sum = 32;
  if (Array.isArray(value)) for (const item of value) sum += approximateBytes(item);
  else for (const key in value) sum += 2 * key.length + approximateBytes((value as Record<string, unknown>)[key]);
  return sum;
}
