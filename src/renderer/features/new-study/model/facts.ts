// What the page knows of the data, in the registry's terms. Pure.
import type { DataProfile, SampleInfo } from '#shared/contract/datasets.ts';
import type { DataFacts } from '#shared/settings/index.ts';

export function factsOfSample(sample: SampleInfo): DataFacts {
  return { task: sample.task, kind: sample.kind, classes: sample.classes, inputShape: sample.inputShape };
}

export function factsOfProfile(profile: DataProfile): DataFacts {
  return {
    task: profile.task,
    kind: profile.kind,
    classes: profile.task === 'regression' ? null : profile.classes.length,
    inputShape: profile.inputShape,
  };
}
