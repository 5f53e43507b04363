// Search spaces as several features show them: ranges on the vernier, and what changed from one version to the next in words. Knows no feature.
export {
  axisOf,
  entryOf,
  intervalOf,
  listOf,
  partOf,
  placeOnAxis,
  tidied,
  withChoices,
} from './axis.ts';
export { diffTexts, entryText, wordsOfDiff } from './diff-text.ts';
export { rowTexts } from './row-texts.ts';
export { EndFields, FixedField } from './setting-fields.tsx';
export { type RowProblem, SettingLegend, SettingRow } from './setting-row.tsx';
export { SettingScale } from './setting-scale.tsx';
export { useEditSpace } from './use-edit-space.ts';
export { useOutside } from './use-outside.ts';
export { spaceMark, useSettled, useSpace } from './use-space.ts';
