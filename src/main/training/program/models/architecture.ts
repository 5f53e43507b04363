// Which model a trial's settings and data mean, and what it reads of each row.
import type { DataKind, DatasetHeader } from '#main/data/dataset.ts';
import { AppError } from '#shared/errors.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Model } from '../model.ts';
import { familyNames, nameSetting, wholeSetting } from '../settings.ts';
import type { Shape } from '../value.ts';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';
import { recurrentModel, textModel } from './sequence.ts';

type Family = (typeof familyNames)[number];

export interface Architecture {
  readonly inputShape: Shape;
  readonly maskSteps: number | null;
  readonly tokens: number | null;
  readonly model: Model;
}

const familyOf: Readonly<Record<DataKind, Family>> = { table: 'mlp', image: 'cnn', sequence: 'rnn', text: 'text' };

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

/** Throws AppError('invalid') when the family cannot read this kind of data. */
export function architecture(settings: ResolvedSettings, header: DatasetHeader, outputs: number): Architecture {
  const { kind, inputShape, vocabulary } = header;
  const family = nameSetting(settings, 'model.family', familyNames, familyOf[kind]);
  if (!readable[family].kinds.includes(kind)) {
    throw new AppError(
      'invalid',
      `model.family "${family}" needs ${readable[family].needs}, and this data set is ${kindNames[kind]}: choose "${familyOf[kind]}".`,
      { setting: 'model.family' },
    );
  }
  const longest = inputShape[0] ?? 1;
  const steps = kind === 'text' || kind === 'sequence' ? sequenceLength(settings, longest) : null;
  const shape = steps === null ? inputShape : [steps, ...inputShape.slice(1)];
  const common = { inputShape: shape, maskSteps: steps, tokens: null };
  switch (family) {
    case 'mlp':
      return { ...common, maskSteps: null, model: mlp(settings, outputs) };
    case 'cnn':
      return { ...common, maskSteps: null, model: cnn(settings, outputs) };
    case 'rnn':
      return { ...common, model: recurrentModel(settings, outputs) };
    case 'text': {
      const wanted = wholeSetting(settings, 'model.vocabularySize', 10_000, 2);
      const tokens = Math.min(wanted, vocabulary?.length ?? wanted);
      return { ...common, tokens, model: textModel(settings, outputs, tokens) };
    }
  }
}

/** Steps that are read of each row: the setting, but not more than the longest row has. */
function sequenceLength(settings: ResolvedSettings, longest: number): number {
  const wanted = settings['model.sequenceLength'] ?? null;
  return wanted === null ? longest : Math.min(longest, wholeSetting(settings, 'model.sequenceLength', longest, 1));
}
