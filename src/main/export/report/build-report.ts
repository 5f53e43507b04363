// A study on one page that opens anywhere: words, tables and charts in a single HTML file without any program in it. Pure.
import type { Advice, StudyAdviceAnswer } from '#shared/contract/advice.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { moveText, reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import { type AdviceLanguage, titleOf } from '#shared/study/fill-template.ts';
import { type Dimension, isPrior } from '#shared/study/space.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type ChartLine, chart, numberText } from './chart.ts';
import { breakable, escaped, table } from './html.ts';
import { style } from './style.ts';
import { states, words } from './texts.ts';

export interface ReportCurve {
  readonly trial: number;
  /** null: it was not measured. */
  readonly validation: { readonly steps: ArrayLike<number>; readonly values: ArrayLike<number> } | null;
  readonly train: { readonly steps: ArrayLike<number>; readonly values: ArrayLike<number> } | null;
}

export interface ReportInput {
  readonly summary: StudySummary;
  readonly dimensions: readonly Dimension[];
  /** The first ones are told, best first; a report of a million trials would not open. */
  readonly trials: readonly Trial[];
  /** How many there are. */
  readonly allTrials: number;
  /** How many of `trials` are the best ones. */
  readonly ranked: number;
  /** Results of the ended trials in the order in which they ended, and the best up to there. */
  readonly course: { readonly results: ArrayLike<number>; readonly best: ArrayLike<number> };
  readonly curves: readonly ReportCurve[];
  /** Metric of the curves, without its part ("accuracy"). */
  readonly metric: string;
  /** null before a trial has a value. */
  readonly best: {
    readonly settings: Readonly<Record<string, SettingValue>>;
    readonly json: string;
    readonly advice: Advice | null;
  } | null;
  readonly advice: StudyAdviceAnswer;
  readonly language: AdviceLanguage;
  readonly at: Date;
  readonly version: string;
}

export function buildReport(input: ReportInput): string {
  const { summary, language } = input;
  const sections = [
    headOf(input),
    courseOf(input),
    curvesOf(input),
    settingsOf(input),
    adviceOf(input),
    trialsOf(input),
    againOf(input),
  ];
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    // Nothing is loaded and nothing runs: what a study is called must not become a program.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(summary.name)}</title><style>${style}</style></head><body><main>`,
    ...sections,
    '</main></body></html>\n',
  ].join('');
}

type Say = (word: keyof typeof words, values?: Readonly<Record<string, string | number>>) => string;

function sayer(language: AdviceLanguage): Say {
  return (word, values = {}) =>
    escaped(words[word][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')));
}

function headOf({ summary, best, at, version, language }: ReportInput): string {
  const say = sayer(language);
  const { name, counts, trials, objective, reason } = summary;
  const ended = counts.complete + counts.stopped + counts.failed + counts.diverged;
  const all = trials ?? Object.values(counts).reduce((sum, count) => sum + count, 0);
  const list = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${states[state]?.[language] ?? state}`)
    .join(language === 'zh' ? '、' : ', ');
  const leader = summary.best;
  const advice = best?.advice ?? null;
  return [
    `<h1>${escaped(name)}</h1>`,
    `<p class="t2">${say('counts', { ended, all, list })}${reason ? ` ${escaped(reason)}` : ''}</p>`,
    ...(summary.tags ? [`<p class="t2">${say('tags')}: ${summary.tags.map(escaped).join(', ')}</p>`] : []),
    ...(summary.note ? [`<p class="note">${escaped(summary.note)}</p>`] : []),
    leader
      ? `<p class="best"><b>${numberText(leader.value)}</b><span>${say('trial', { trial: leader.trial, epoch: leader.epoch ?? '–' })}</span>` +
        `<span class="t2">${say('objective', { direction: words[objective.direction][language], metric: objective.metric })}</span></p>`
      : `<p>${say('none')}</p>`,
    advice === null || advice.since === null
      ? ''
      : `<h3>${say('verdict')}: ${escaped(verdictHeadline(advice, language))}</h3><p class="t2">${escaped(reasonText(advice.evidence, language))}</p>` +
        (advice.moves.length === 0
          ? advice.verdict === 'good'
            ? `<p>${say('nothing')}</p>`
            : ''
          : `<p>${say('moves')}: ${advice.moves.map((move) => escaped(moveText(move, language))).join('; ')}.</p>`),
    `<p class="t3">${say('written', { version, at: `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` })}</p>`,
  ].join('');
}

function courseOf({ course: { results, best }, summary: { objective }, language }: ReportInput): string {
  const say = sayer(language);
  const x = Array.from(best, (_, i) => i + 1);
  const drawn = chart(
    [
      { label: words.each[language], x, y: results, colour: 8, kind: 'points' },
      { label: words.course[language], x, y: best, colour: 1, kind: 'steps' },
    ],
    { name: words.course[language], x: words.trialAxis[language], y: objective.metric },
  );
  return drawn === '' ? '' : `<h2>${say('course')}</h2><figure style="margin:0">${drawn}</figure>`;
}

function curvesOf({ curves, metric, language }: ReportInput): string {
  const say = sayer(language);
  const lines = curves.flatMap(({ trial, validation, train }, i): ChartLine[] => {
    const line = (part: 'train' | 'validation', column: ReportCurve['train']) =>
      column === null
        ? []
        : [
            {
              label: `${trial} ${words[part][language]}`,
              x: column.steps,
              y: column.values,
              colour: i + 1,
              dashed: part === 'train',
            },
          ];
    return [...line('validation', validation), ...line('train', train)];
  });
  const drawn = chart(lines, { name: words.curves[language], x: words.epoch[language], y: metric });
  if (drawn === '') return '';
  const key = curves.map(
    ({ trial }, i) =>
      `<li><i style="--c:var(--run-${(i % 8) + 1})"></i>${escaped(`${words.number[language]} ${trial}`)}</li>`,
  );
  return `<h2>${say('curves')}</h2><figure style="margin:0">${drawn}<ul class="key">${key.join('')}<li>${say('validation')}, ${say('train')}</li></ul></figure>`;
}

function settingsOf({ best, dimensions, language }: ReportInput): string {
  if (best === null) return '';
  const say = sayer(language);
  const ranges = new Map(dimensions.map((dimension) => [dimension.name, rangeText(dimension)]));
  const rows = Object.entries(best.settings)
    .sort(([a], [b]) => Number(ranges.has(b)) - Number(ranges.has(a)) || a.localeCompare(b))
    .map(([key, value]) => [
      nameOf(key, language),
      breakable(valueText(value)),
      ranges.has(key) ? breakable(ranges.get(key) ?? '') : `<span class="t3">${say('fixed')}</span>`,
    ]);
  return `<h2>${say('settings')}</h2>${table([say('setting'), say('value'), say('range')], rows, { numeric: [1] })}`;
}

function adviceOf({ advice: { advices, trust }, language }: ReportInput): string {
  if (advices.length === 0 && trust === null) return '';
  const say = sayer(language);
  const told = advices.map(
    (one) =>
      `<h3>${escaped(studyAdviceTitle(one, language))}</h3><p class="t2">${escaped(reasonText(one.evidence, language))}</p>` +
      (one.change === null ? '' : `<p>${say('change')}: ${escaped(studyChangeText(one.change, language))}.</p>`),
  );
  return `<h2>${say('advice')}</h2>${trust === null ? '' : `<p>${escaped(reasonText(trust, language))}</p>`}${told.join('')}`;
}

function trialsOf({ trials, allTrials, ranked, dimensions, summary: { objective }, language }: ReportInput): string {
  if (trials.length === 0) return '';
  const say = sayer(language);
  const staged = trials.some(({ stage }) => stage !== undefined);
  const rows = trials.map((trial) => [
    String(trial.number),
    escaped(`${states[trial.state]?.[language] ?? trial.state}${staged && trial.stage ? ` (${trial.stage})` : ''}`),
    trial.value === null ? '–' : measured(trial.value),
    trial.epoch === null ? '–' : String(trial.epoch),
    ...dimensions.map(({ name }) =>
      Object.hasOwn(trial.params, name) ? breakable(valueText(trial.params[name] ?? null)) : '–',
    ),
  ]);
  const head = [
    say('number'),
    say('state'),
    breakable(objective.metric),
    say('bestEpoch'),
    ...dimensions.map(({ name }) => breakable(titleOf(name, language))),
  ];
  const numeric = [0, 2, 3, ...dimensions.flatMap(({ type }, i) => (type === 'categorical' ? [] : [i + 4]))];
  const note =
    ranked > 0 && ranked < allTrials ? `<p class="t3">${say('shown', { n: ranked, all: allTrials })}</p>` : '';
  return `<h2>${say('trials')}</h2>${note}${table(head, rows, { numeric })}`;
}

function againOf({ best, language }: ReportInput): string {
  if (best === null) return '';
  const say = sayer(language);
  return `<h2>${say('again')}</h2><p>${say('againText')}</p><details><summary>${say('json')}</summary><pre>${escaped(best.json)}</pre></details>`;
}

/** Its title, and its key where that is another word. */
function nameOf(key: string, language: AdviceLanguage): string {
  const title = titleOf(key, language);
  return title === key ? breakable(key) : `${escaped(title)} <span class="t3">${breakable(key)}</span>`;
}

/** As many digits in every row. */
function measured(value: number): string {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1000 && !Number.isInteger(value) ? value.toPrecision(4) : numberText(value);
}

function valueText(value: SettingValue): string {
  return typeof value === 'number' ? numberText(value) : value === null ? '–' : String(value);
}

function rangeText(dimension: Dimension): string {
  if (dimension.type === 'categorical') return dimension.choices.map(valueText).join(', ');
  if (isPrior(dimension)) return `${dimension.type}(${numberText(dimension.mean)}, ${numberText(dimension.sd)})`;
  const { low, high, scale } = dimension;
  return `${numberText(low)} – ${numberText(high)}${scale === 'log' ? ', log' : ''}`;
}
