// What the registry knows about one setting. Data only; the texts are what people read.
import type { Condition } from '../study/space.ts';
import type { SettingValue } from '../study/values.ts';

export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** What is known of the data before training; defaults and applicability may depend on it. */
export interface DataFacts {
  readonly task: 'classification' | 'regression' | 'multilabel';
  readonly kind: 'table' | 'image' | 'sequence' | 'text';
  /** null for regression. */
  readonly classes: number | null;
  /** [features], [height, width, channels], [steps, features] or [tokens]. */
  readonly inputShape: readonly number[];
}

/**
 * Legal values. Outside is impossible and an error; legal but outside `usual` is a warning.
 * `openLow` and `openHigh` exclude the end itself. `nullable`: null means "none".
 */
export type SettingKind =
  | {
      readonly type: 'float' | 'int';
      readonly low: number;
      readonly high: number;
      readonly openLow?: boolean;
      readonly openHigh?: boolean;
      readonly nullable?: boolean;
      readonly usual?: { readonly low: number; readonly high: number };
    }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'boolean' };

/** A search range as a study file writes it, without `when`. */
export type SearchRange =
  | {
      readonly type: 'float' | 'int';
      readonly low: number;
      readonly high: number;
      readonly scale: 'linear' | 'log';
      readonly step?: number;
    }
  | { readonly type: 'categorical'; readonly choices: readonly SettingValue[]; readonly ordered?: boolean };

/** The other settings resolved so far, and the data where they are known. */
export interface SettingContext {
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly facts: DataFacts | null;
}

/** A constant, or a function of the settings named in `needs` (and of the data when `needsData`). */
export type ByContext<T> =
  | { readonly value: T }
  | {
      readonly needs: readonly string[];
      readonly needsData?: boolean;
      of(context: SettingContext): T;
    };

export interface Setting {
  readonly key: string;
  readonly title: Text;
  /** What the number counts; null for pure numbers, choices and switches. */
  readonly unit: Text | null;
  readonly kind: SettingKind;
  readonly default: ByContext<SettingValue>;
  /** The range that "search this" starts with. */
  readonly range: ByContext<SearchRange>;
  /** Settings that must have one of these values for this one to be used at all. */
  readonly when?: Condition;
  /** Data it is used with; absent = any. */
  readonly data?: { readonly tasks?: readonly DataFacts['task'][]; readonly kinds?: readonly DataFacts['kind'][] };
  readonly rule: Text & { readonly source: string };
  /** 1 = tune first ... 5; null = not something to tune by itself. */
  readonly importance: 1 | 2 | 3 | 4 | 5 | null;
  /** Direction that raises the model's capacity: 1 more of it, -1 less of it, 0 neither. */
  readonly capacity: 1 | -1 | 0;
  /** Trials of one fused group may differ in it: it changes no shape and needs no recompile. */
  readonly laneVaries: boolean;
}

/** The value in a context. */
export function inContext<T>(source: ByContext<T>, context: SettingContext): T {
  return 'value' in source ? source.value : source.of(context);
}

export const sources = {
  tuning: 'Tuning rules of thumb',
  bengio: 'Bengio 2012, Practical Recommendations for Gradient-Based Training of Deep Architectures',
  lecun: 'LeCun et al. 1998, Efficient BackProp',
} as const;
