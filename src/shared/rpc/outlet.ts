// Sends events to one client, never more than a window ahead of what it has acknowledged. The replay rings are the queue, so a
// client that reads slowly costs no memory: it catches up from them, or is told of a gap.
import { channelKey, type ServerMessage } from './envelope.ts';
import type { ReplayRing } from './replay-ring.ts';

export interface Outlet {
  /** Starts sending (name, topic) after `afterSeq`; null: what came before is lost, begin with a gap. */
  open(name: string, topic: string, afterSeq: number | null): void;
  shut(name: string, topic: string): void;
  /** There is something new in the ring of (name, topic). */
  offer(name: string, topic: string): void;
  acknowledge(events: number): void;
  end(): void;
}

interface Channel {
  readonly name: string;
  readonly topic: string;
  readonly ring: ReplayRing;
  sentSeq: number;
}

export function createOutlet(
  send: (message: ServerMessage) => void,
  ringOf: (key: string) => ReplayRing,
  window: number,
): Outlet {
  const channels = new Map<string, Channel>();
  /** Channels with something unsent, in the order in which they fell behind. */
  const behind = new Set<Channel>();
  let inFlight = 0;

  function gap(channel: Channel): void {
    channel.sentSeq = channel.ring.seq;
    inFlight++;
    send({ type: 'gap', name: channel.name, topic: channel.topic, seq: channel.sentSeq });
  }

  function drain(channel: Channel): void {
    const entries = channel.ring.after(channel.sentSeq);
    if (entries === null) {
      if (inFlight < window) gap(channel);
    } else {
      for (const entry of entries) {
        if (inFlight >= window) break;
        inFlight++;
        channel.sentSeq = entry.seq;
        send({ type: 'event', name: channel.name, topic: channel.topic, seq: entry.seq, payload: entry.payload });
      }
    }
    if (channel.sentSeq < channel.ring.seq) behind.add(channel);
    else behind.delete(channel);
  }

  function shut(name: string, topic: string): void {
    const key = channelKey(name, topic);
    const channel = channels.get(key);
    if (!channel) return;
    channels.delete(key);
    behind.delete(channel);
  }

  return {
    open(name, topic, afterSeq) {
      shut(name, topic);
      const key = channelKey(name, topic);
      const channel: Channel = { name, topic, ring: ringOf(key), sentSeq: afterSeq ?? 0 };
      channels.set(key, channel);
      if (afterSeq === null) gap(channel);
      else drain(channel);
    },
    shut,
    offer(name, topic) {
      const channel = channels.get(channelKey(name, topic));
      if (channel) drain(channel);
    },
    acknowledge(events) {
      inFlight = Math.max(0, inFlight - events);
      for (const channel of [...behind]) {
        if (inFlight >= window) return;
        drain(channel);
      }
    },
    end() {
      channels.clear();
      behind.clear();
    },
  };
}
