// The head of a group: what its trials share, how many they are, and what came out.
import {
  common,
  type Language,
  metricValue,
  settingText,
  settingTitle,
  type Translate,
  useTexts,
} from '../../../i18n/index.ts';
import { StateGlyph } from '../../../ui/index.ts';
import type { GroupBy, GroupValue, TrialGroup } from '../grouping.ts';
import type { ComparedTrial } from '../model.ts';
import { texts } from '../texts.ts';

type T = Translate<keyof typeof texts.en>;

/** "State", "Learning rate". */
export function groupingTitle(by: GroupBy, t: T, language: Language): string {
  if (by === 'state' || by === 'stage' || by === 'tags') return t(by);
  return settingTitle(by.slice('setting:'.length), language);
}

export function GroupHead({ by, group, metric }: { by: GroupBy; group: TrialGroup<ComparedTrial>; metric: string }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { value, trials, best, mean, sd } = group;
  const facts = [t('groupTrials', { n: trials.length })];
  if (best !== null) facts.push(t('groupBest', { value: metricValue(metric, best) }));
  if (mean !== null) {
    const text = metricValue(metric, mean);
    facts.push(
      sd === null ? t('groupMean', { value: text }) : t('groupSpread', { value: text, sd: metricValue(metric, sd) }),
    );
  }
  const [first] = trials;
  return (
    <>
      {by === 'state' && first ? <StateGlyph state={first.state} silent /> : null}
      <span>{by === 'state' && first ? c(`state.${first.state}`) : valueText(by, value, t)}</span>
      <span className="t2 small">{facts.join(' · ')}</span>
    </>
  );
}

function valueText(by: GroupBy, value: GroupValue, t: T): string {
  if (value === undefined) return t(by === 'stage' ? 'noStage' : by === 'tags' ? 'noTags' : 'notUsed');
  if (value === null) return t('none');
  if (typeof value === 'object') return `${settingText(value.from)} – ${settingText(value.to)}`;
  return settingText(value);
}
