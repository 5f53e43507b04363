// What a run's settings say about how far it is from where it could be: its step size, its size, how hard it is held back. Pure.
import { defaultValue, findSetting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';

export interface Knobs {
  /**
   * log10 of the learning rate over the usual one of its optimiser; null where unknown. With momentum m a step counts 1 / (1 − m)
   * times.
   */
  readonly step: number | null;
  readonly optimizer: string | null;
  /** Width that counts: units, filters or recurrent units; null where unknown. */
  readonly width: number | null;
  readonly layers: number | null;
  readonly dropout: number;
  /** Largest of L2 and L1. */
  readonly penalty: number;
  readonly scaled: boolean | null;
}

type Settings = Readonly<Record<string, SettingValue>>;

export function knobsOf(settings: Settings = {}): Knobs {
  const optimizer = settings['optimizer.name'];
  const scaling = settings['input.scaling'];
  const width = numberOf(settings, widthSettingOf(settings));
  return {
    step: stepOf(settings),
    optimizer: typeof optimizer === 'string' ? optimizer : null,
    width: Number.isFinite(width) ? width : null,
    layers: Number.isFinite(numberOf(settings, 'model.layers')) ? numberOf(settings, 'model.layers') : null,
    dropout: Math.max(
      0,
      ...finite([numberOf(settings, 'model.dropout'), numberOf(settings, 'model.recurrentDropout')]),
    ),
    penalty: Math.max(0, ...finite([numberOf(settings, 'regularization.l2'), numberOf(settings, 'regularization.l1')])),
    scaled: typeof scaling === 'string' ? scaling !== 'none' : null,
  };
}

/** The setting that widens a model of this family; dense units where the family is not known. */
export function widthSettingOf(settings: Settings): string {
  return settings['model.family'] === 'rnn' ? 'model.recurrentUnits' : 'model.units';
}

/** The usual rate is the registry's default: that of the optimiser's own paper. */
function stepOf(settings: Settings): number | null {
  const rate = numberOf(settings, 'optimizer.learningRate');
  const setting = findSetting('optimizer.learningRate');
  if (!(rate > 0) || setting === undefined || settings['optimizer.name'] === undefined) return null;
  const usual = Number(defaultValue(setting, { settings, facts: null }));
  const momentum = numberOf(settings, 'optimizer.momentum');
  const longer = momentum > 0 && momentum < 1 ? 1 / (1 - momentum) : 1;
  return Math.log10((rate * longer) / usual);
}

function numberOf(settings: Settings, key: string): number {
  const value = settings[key];
  return typeof value === 'number' ? value : Number.NaN;
}

function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}
