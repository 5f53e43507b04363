// A larger network: for a deficit that its size explains.
import type { Reason } from '#shared/contract/advice.ts';
import { defaultRange, findSetting } from '#shared/settings/index.ts';
import { widthSettingOf } from '../knobs.ts';
import type { Measures } from '../measures.ts';
import { isDead } from '../rules/not-learning.ts';
import { largeStep, overfitting } from './held-back.ts';
import { type Change, clamp, known, numberIn, type Remedy } from './remedy.ts';

/** 0 from 128 units on, where width is hardly ever the limit, 1 at 4 and below; half where the width is not known. */
function smallness({ knobs }: Measures): number {
  return knobs.width === null ? 0.5 : clamp((7 - Math.log2(knobs.width)) / 5);
}

/** What a step far above the usual leaves. */
function stepPart(m: Measures): number {
  return 1 - largeStep(m) * (1 - smallness(m));
}

function fitPart(m: Measures): number {
  return 1 - 0.8 * overfitting(m);
}

/**
 * Gain = 0.55 × deficit × smallness: a network of 4 units that misses half of its training rows gains about a quarter from four
 * times as many. A step far above the usual leaves of it only the part that smallness explains for sure; four fifths less once
 * the run overfits.
 */
export const capacityUp: Remedy = {
  harmless: false,
  gain: (m) => 0.55 * known(m.deficit) * smallness(m) * stepPart(m) * fitPart(m),
  change: (_, input): Change | null => {
    const settings = input.settings ?? {};
    const setting = widthSettingOf(settings);
    const width = numberIn(input, setting);
    if (width === null) return { setting, direction: 'up', to: null, range: null };
    const range = rangeOf(setting);
    // Width first: it is cheap and a wider layer is as easy to train; above 128 another layer gives more (both Bengio 2012, 3.3).
    if (width <= 128)
      return { setting, direction: 'up', to: width * 4, range: { low: width, high: Math.max(range.high, width * 4) } };
    const layers = numberIn(input, 'model.layers');
    if (layers !== null && layers < rangeOf('model.layers').high) {
      return {
        setting: 'model.layers',
        direction: 'up',
        to: layers + 1,
        range: { low: layers, high: rangeOf('model.layers').high },
      };
    }
    return width < range.high
      ? { setting, direction: 'up', to: Math.min(range.high, width * 2), range: { low: width, high: range.high } }
      : null;
  },
  why: (m): Reason => {
    const width: Reason['values'] = m.knobs.width === null ? {} : { width: m.knobs.width };
    if (isDead(m)) return { id: 'why.capacity-for-speed', values: width };
    const parts = { deficit: known(m.deficit), small: smallness(m), stepPart: stepPart(m), fit: fitPart(m) };
    return { id: 'why.capacity-up', values: { score: m.trainScoreEnd, ...width, ...parts } };
  },
};

function rangeOf(key: string): { low: number; high: number } {
  const setting = findSetting(key);
  const range = setting && defaultRange(setting, { settings: {}, facts: null });
  return range && range.type !== 'categorical' ? range : { low: 1, high: 1024 };
}
