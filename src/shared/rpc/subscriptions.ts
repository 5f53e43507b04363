// What a client listens to: (event, topic) pairs with their listeners and the last sequence number seen. Outlives a connection,
// so that a reconnected one can ask for what was missed.
import { channelKey } from './envelope.ts';

export interface Listener {
  readonly onEvent: (payload: unknown, seq: number) => void;
  readonly onGap: (() => void) | undefined;
}

export interface Channel {
  readonly name: string;
  readonly topic: string;
  readonly listeners: Set<Listener>;
  /** Session of the host and last sequence number seen there; null before the host has confirmed. */
  position: { session: string; seq: number } | null;
}

export interface Subscriptions {
  readonly channels: ReadonlyMap<string, Channel>;
  /** `first`: nobody listened to that pair before. */
  add(name: string, topic: string, listener: Listener): { channel: Channel; first: boolean };
  /** Returns true when nobody listens to that pair any more. */
  remove(channel: Channel, listener: Listener): boolean;
}

export function createSubscriptions(): Subscriptions {
  const channels = new Map<string, Channel>();
  return {
    channels,
    add(name, topic, listener) {
      const key = channelKey(name, topic);
      const known = channels.get(key);
      const channel: Channel = known ?? { name, topic, listeners: new Set(), position: null };
      channel.listeners.add(listener);
      channels.set(key, channel);
      return { channel, first: known === undefined };
    },
    remove(channel, listener) {
      if (!channel.listeners.delete(listener) || channel.listeners.size > 0) return false;
      channels.delete(channelKey(channel.name, channel.topic));
      return true;
    },
  };
}
