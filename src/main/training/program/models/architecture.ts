// Which model a trial's settings and data mean, and what it reads of each row.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { AppError } from '#shared/errors.ts';
import { familyFor, familyNames, familyRefusal } from '#shared/settings/index.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Model } from '../model.ts';
import { nameSetting, wholeSetting } from '../settings.ts';
import type { Shape } from '../value.ts';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';
import { recurrentModel, textModel } from './sequence.ts';

export interface Architecture {
  readonly inputShape: Shape;
  readonly maskSteps: number | null;
  readonly tokens: number | null;
  readonly model: Model;
}

/** Throws AppError('invalid') when the family cannot read this kind of data. */
export function architecture(settings: ResolvedSettings, header: DatasetHeader, outputs: number): Architecture {
  const { kind, inputShape, vocabulary } = header;
  const family = nameSetting(settings, 'model.family', familyNames, familyFor[kind]);
  const refusal = familyRefusal(family, kind);
  if (refusal !== null) throw new AppError('invalid', refusal, { setting: 'model.family' });
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
