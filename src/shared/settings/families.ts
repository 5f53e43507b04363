// Model families and the kinds of data that each can read. One table for the default, for the check before a study starts and for
// the program that is built.
import type { DataFacts } from './setting.ts';

type DataKind = DataFacts['kind'];

export const familyNames = ['mlp', 'cnn', 'rnn', 'text'] as const;
export type Family = (typeof familyNames)[number];

/** The family that a kind of data asks for. */
export const familyFor: Readonly<Record<DataKind, Family>> = {
  table: 'mlp',
  image: 'cnn',
  sequence: 'rnn',
  text: 'text',
};

/** Data that a family can read, and how a sentence calls them. */
const readable: Readonly<Record<Family, { readonly kinds: readonly DataKind[]; readonly needs: string }>> = {
  mlp: { kinds: ['table', 'image', 'sequence'], needs: 'numbers' },
  cnn: { kinds: ['image', 'sequence'], needs: 'images or sequences' },
  rnn: { kinds: ['sequence', 'image'], needs: 'sequences or images' },
  text: { kinds: ['text'], needs: 'texts' },
};

const kindNames: Readonly<Record<DataKind, string>> = {
  table: 'a table',
  image: 'a set of images',
  sequence: 'a set of sequences',
  text: 'a set of texts',
};

/** Why `family` cannot read this kind of data, as one sentence; null when it can, or when there is no such family. */
export function familyRefusal(family: unknown, kind: DataKind): string | null {
  const known = familyNames.find((name) => name === family);
  if (known === undefined || readable[known].kinds.includes(kind)) return null;
  return `model.family "${known}" needs ${readable[known].needs}, and this data set is ${kindNames[kind]}: choose "${familyFor[kind]}".`;
}
