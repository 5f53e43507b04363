// What TensorBoard's HParams page reads: the experiment's hyperparameters and metrics, and where each session begins and ends
// (tensorboard/plugins/hparams/plugin_data.proto, api.proto). Pure.
import type { ProtobufWriter } from '#main/training/engines/protobuf.ts';
import { type Dimension, isPrior } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

type Write = (writer: ProtobufWriter) => void;

export type HyperparameterKind = 'number' | 'text' | 'flag';

export interface Hyperparameter {
  readonly name: string;
  readonly kind: HyperparameterKind;
  readonly dimension: Dimension | undefined;
}

export interface HparamsMetric {
  /** Folder below the run's; empty: the run's own. */
  readonly group: string;
  readonly tag: string;
  readonly title: string;
}

/** One kind for all of a setting's values: TensorBoard drops a session whose value is of another. */
export function kindOf(values: readonly SettingValue[]): HyperparameterKind {
  if (values.every((value) => typeof value === 'number')) return 'number';
  return values.every((value) => typeof value === 'boolean') ? 'flag' : 'text';
}

const types = { text: 1, flag: 2, number: 3 } as const;

/** `at`: when the study was made, ms. */
export function experiment(
  hyperparameters: readonly Hyperparameter[],
  metrics: readonly HparamsMetric[],
  at: number,
): Write {
  return pluginValue('experiment', 2, (message) => {
    message.double(3, at / 1000);
    for (const { name, kind, dimension } of hyperparameters) {
      message.message(4, (info) => {
        info.string(1, name);
        info.int(4, types[kind]);
        if (dimension !== undefined) domain(info, kind, dimension);
      });
    }
    for (const { group, tag, title } of metrics) {
      message.message(5, (info) => {
        info.message(1, (name) => {
          name.string(1, group);
          name.string(2, tag);
        });
        info.string(3, title);
        info.int(5, group === 'train' ? 1 : group === 'validation' ? 2 : 0);
      });
    }
  });
}

/** HParamInfo: 5 domain_discrete (ListValue), 6 domain_interval. An unbounded prior has none. */
function domain(info: ProtobufWriter, kind: HyperparameterKind, dimension: Dimension): void {
  if (isPrior(dimension)) return;
  if (dimension.type === 'categorical') {
    info.message(5, (list) => {
      for (const choice of dimension.choices) list.message(1, protobufValue(kind, choice));
    });
  } else if (kind === 'number') {
    info.message(6, (interval) => {
      interval.double(1, dimension.low);
      interval.double(2, dimension.high);
    });
  }
}

/** Sessions of one `group` are shown as one row, their metrics averaged. */
export function sessionStart(
  params: Params,
  kinds: ReadonlyMap<string, HyperparameterKind>,
  { group, at }: { readonly group: string; readonly at: number },
): Write {
  return pluginValue('session_start_info', 3, (message) => {
    for (const [key, value] of Object.entries(params)) {
      message.message(1, (entry) => {
        entry.string(1, key);
        entry.message(2, protobufValue(kinds.get(key) ?? 'text', value));
      });
    }
    message.string(4, group);
    message.double(5, at / 1000);
  });
}

const success = 1;
const failure = 2;
const running = 3;

export function sessionEnd(state: TrialState, at: number): Write {
  const status = state === 'failed' || state === 'diverged' ? failure : state === 'running' ? running : success;
  return pluginValue('session_end_info', 4, (message) => {
    message.int(1, status);
    message.double(2, at / 1000);
  });
}

/** google.protobuf.Value: 2 number, 3 text, 4 flag. */
function protobufValue(kind: HyperparameterKind, value: SettingValue): Write {
  return (writer) => {
    if (kind === 'number') writer.double(2, Number(value));
    else if (kind === 'flag') writer.int(4, value ? 1 : 0);
    else writer.string(3, value === null ? 'none' : String(value));
  };
}

/**
 * A summary value without a number. Value: 1 tag, 8 tensor, 9 metadata. SummaryMetadata: 1 plugin_data. PluginData: 1 plugin_name, 2 content.
 * HParamsPluginData: what it is about in `field`.
 */
function pluginValue(name: string, field: number, write: Write): Write {
  return (value) => {
    value.string(1, `_hparams_/${name}`);
    // float32 of shape [0].
    value.message(8, (tensor) => {
      tensor.int(1, 1);
      tensor.message(2, (shape) => shape.message(2, () => undefined));
    });
    value.message(9, (metadata) => {
      metadata.message(1, (plugin) => {
        plugin.string(1, 'hparams');
        plugin.message(2, (data) => data.message(field, write));
      });
    });
  };
}
