// Draws of two searched settings against each other: what the space is like where both move, and what constraints take away.
import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Dimension } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { valueTicks } from '../../../charts/index.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Button, ScrollTable, Segmented, Select } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import type { KeptShares } from '../model/constraints.ts';
import { type Histogram, histogramsOf } from '../model/histogram.ts';
import { pointsIn } from '../model/points.ts';
import { axisOf, positionOf } from '../model/position.ts';
import { drawCount } from '../model/space-draws.ts';
import { type Arrow, chosenPair, type Dot, nextDot, twoSettings } from '../model/two-settings.ts';
import style from '../steps/designer.module.css';
import { designerTexts } from '../steps/designer-texts.ts';

/** Inside of the plot, and the whole picture. */
const box = { left: 56, top: 44, width: 444, height: 230 } as const;
const size = { width: 540, height: 318 } as const;
const rim = 26;
/** Between an axis and the ends of its scale, so that marks there stay whole. */
const inset = 14;

export function TwoSettings({
  draws,
  kept,
  onRedraw,
}: {
  draws: readonly Params[];
  kept: KeptShares | null;
  onRedraw: () => void;
}) {
  const t = useTexts(designerTexts);
  const language = useLanguage();
  const { draft, draftSpace } = useDraft();
  const [wanted, setWanted] = useState<readonly [string | null, string | null]>([null, null]);
  const [view, setView] = useState<'picture' | 'table'>('picture');
  const pair = draftSpace && chosenPair(draftSpace.space, wanted);
  const shown = useMemo(
    () => pair && twoSettings(pair, draws, kept?.kept ?? [], pointsIn(draft.file)),
    [pair, draws, kept, draft.file],
  );
  const options = (draftSpace?.space.dimensions ?? []).map(({ name }) => ({
    value: name,
    label: settingTitle(name, language),
  }));
  const choose = (axis: 0 | 1, name: string) => {
    const [x, y] = pair ?? [];
    // The one that stands on the other axis changes places with it.
    const other = axis === 0 ? y?.name : x?.name;
    const own = axis === 0 ? x?.name : y?.name;
    const rest = name === other ? (own ?? null) : (other ?? null);
    setWanted(axis === 0 ? [name, rest] : [rest, name]);
  };
  return (
    <section className={style.part} aria-label={t('two')}>
      <div className={style.head}>
        <h3 className="label">{t('two')}</h3>
        <span className="small t2">{t('twoText', { n: drawCount })}</span>
        {pair ? (
          <span className="row end">
            <Segmented
              label={t('view')}
              value={view}
              options={[
                { value: 'picture', label: t('asPicture') },
                { value: 'table', label: t('asTable') },
              ]}
              onChange={setView}
            />
            <Button size="small" icon="refresh" onClick={onRedraw}>
              {t('redraw')}
            </Button>
          </span>
        ) : null}
      </div>
      {pair && shown ? (
        <>
          <div className="row">
            <Select
              aria-label={t('across')}
              value={pair[0].name}
              options={options}
              onChange={(name) => choose(0, name)}
            />
            <span className="t3">×</span>
            <Select aria-label={t('up')} value={pair[1].name} options={options} onChange={(name) => choose(1, name)} />
          </div>
          {view === 'picture' ? (
            <Picture pair={pair} shown={shown} draws={draws} />
          ) : (
            <Table pair={pair} dots={shown.dots} />
          )}
          <ul className={style.legend}>
            <li>
              <Sign kind="allowed" /> {t('allowed', { n: shown.dots.length - shown.forbidden })}
            </li>
            {shown.forbidden > 0 ? (
              <li>
                <Sign kind="forbidden" /> {t('forbidden', { n: shown.forbidden })}
              </li>
            ) : null}
            {shown.unused > 0 ? <li>{t('unused', { n: shown.unused })}</li> : null}
            {shown.starts.length > 0 ? (
              <li>
                <Sign kind="start" /> {t('starts')}
              </li>
            ) : null}
          </ul>
        </>
      ) : (
        <p className="small t2">{draftSpace === null ? t('twoWrong') : t('twoNeed')}</p>
      )}
    </section>
  );
}

function Sign({ kind }: { kind: 'allowed' | 'forbidden' | 'start' }) {
  return (
    <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
      {kind === 'start' ? (
        <path d="M0 -5L5 0L0 5L-5 0Z" fill="none" stroke="var(--index-line)" strokeWidth="1.5" />
      ) : kind === 'forbidden' ? (
        <path d="M-3 -3L3 3M3 -3L-3 3" stroke="var(--bad)" strokeWidth="1.3" />
      ) : (
        <circle r="2.6" fill="var(--chart-context)" />
      )}
    </svg>
  );
}

type Pair = readonly [Dimension, Dimension];

const left = (unit: number) => box.left + inset + unit * (box.width - 2 * inset);
const top = (unit: number) => box.top + inset + (1 - unit) * (box.height - 2 * inset);

function Picture({
  pair,
  shown,
  draws,
}: {
  pair: Pair;
  shown: ReturnType<typeof twoSettings>;
  draws: readonly Params[];
}) {
  const t = useTexts(designerTexts);
  const language = useLanguage();
  const [at, setAt] = useState<number | null>(null);
  const [across, up] = pair;
  const titles = pair.map(({ name }) => settingTitle(name, language));
  const [x = '', y = ''] = titles;
  const histograms = useMemo(
    () => histogramsOf({ dimensions: [...pair], constraints: [], fixed: {} }, draws),
    [pair, draws],
  );
  const dot = shown.dots.find(({ index }) => index === at) ?? null;
  const state = (one: Dot) => t(one.forbidden ? 'isForbidden' : 'isAllowed');
  const said = dot
    ? t('spoken', {
        x: `${x} ${settingText(dot.values[0])}`,
        y: `${y} ${settingText(dot.values[1])}`,
        state: state(dot),
      })
    : '';
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const).find((key) => key === event.key);
    if (arrow) setAt(nextDot(shown.dots, at, arrow satisfies Arrow)?.index ?? null);
    else if (event.key === 'Escape' && at !== null) setAt(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <figure
      className={style.figure}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move from draw to draw
      tabIndex={0}
      aria-label={`${t('two')}: ${t('twoSummary', {
        ...{ shown: shown.dots.length, n: drawCount, x, y },
        ...{ forbidden: shown.forbidden, unused: shown.unused },
      })}`}
      onKeyDown={onKeyDown}
    >
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className={style.plot} aria-hidden="true">
        <Axis dimension={across} title={x} side="bottom" />
        <Axis dimension={up} title={y} side="left" />
        <Rim histogram={histograms.get(across.name) ?? []} side="top" />
        <Rim histogram={histograms.get(up.name) ?? []} side="right" />
        {shown.dots.map((one) =>
          one.forbidden ? (
            <path
              key={one.index}
              d={`M${left(one.x) - 2.6} ${top(one.y) - 2.6}l5.2 5.2m0 -5.2l-5.2 5.2`}
              stroke="var(--bad)"
              strokeWidth="1.1"
            />
          ) : (
            <circle key={one.index} cx={left(one.x)} cy={top(one.y)} r="2.2" fill="var(--chart-context)" />
          ),
        )}
        {shown.starts.map((one) => (
          <g key={one.index} transform={`translate(${left(one.x)} ${top(one.y)})`}>
            <path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" fill="var(--chart-bg)" stroke="var(--index-line)" strokeWidth="1.6" />
            <text x="8" y="3.5" style={{ fill: 'var(--index)' }}>
              {one.index + 1}
            </text>
          </g>
        ))}
        {dot ? (
          <circle cx={left(dot.x)} cy={top(dot.y)} r="6" fill="none" stroke="var(--index-line)" strokeWidth="2" />
        ) : null}
      </svg>
      <p className="small t2 num" aria-live="polite">
        {said}&nbsp;
      </p>
    </figure>
  );
}

function Axis({ dimension, title, side }: { dimension: Dimension; title: string; side: 'bottom' | 'left' }) {
  const t = useTexts(designerTexts);
  const axis = axisOf(dimension);
  const across = side === 'bottom';
  const place = across ? left : top;
  const edge = across ? box.top + box.height : box.left;
  const ticks =
    axis === null
      ? 'choices' in dimension
        ? dimension.choices.map((choice) => ({
            value: choice,
            level: 0 as const,
            label: settingText(choice).slice(0, 9),
          }))
        : []
      : valueTicks(axis.log ? 'log' : 'linear', axis.low, axis.high, 6).map((tick) =>
          // Between whole numbers there is nothing to read off.
          dimension.type === 'int' && !Number.isInteger(tick.value)
            ? { value: tick.value, level: 2 as const }
            : { ...tick, ...(tick.label && dimension.type === 'int' && { label: settingText(tick.value) }) },
        );
  return (
    <g>
      <path
        d={across ? `M${box.left} ${edge}h${box.width}` : `M${edge} ${box.top}v${box.height}`}
        stroke="var(--chart-axis)"
        fill="none"
      />
      {ticks.map(({ value, level, label }) => {
        const unit = positionOf(dimension, value);
        if (unit === null) return null;
        const length = level === 0 ? 6 : level === 1 ? 4 : 2.5;
        const at = place(unit);
        return (
          <g key={String(value)}>
            <path d={across ? `M${at} ${edge}v${-length}` : `M${edge} ${at}h${length}`} stroke="var(--chart-axis)" />
            {label ? (
              <text x={across ? at : edge - 5} y={across ? edge + 13 : at + 3.5} textAnchor={across ? 'middle' : 'end'}>
                {label}
              </text>
            ) : null}
          </g>
        );
      })}
      <text x={across ? box.left + box.width : 4} y={across ? edge + 30 : 13} textAnchor={across ? 'end' : 'start'}>
        {axis?.log ? t('logAxis', { title }) : title}
      </text>
    </g>
  );
}

/** How the draws fall on one axis, at the rim of the other. */
function Rim({ histogram, side }: { histogram: Histogram; side: 'top' | 'right' }) {
  const most = Math.max(1, ...histogram);
  const across = side === 'top';
  const step = ((across ? box.width : box.height) - 2 * inset) / Math.max(1, histogram.length);
  return (
    <g fill="var(--chart-context)" opacity="0.55">
      {histogram.map((count, bin) => {
        const bar = ((rim - 6) * count) / most;
        const at = across ? box.left + inset + bin * step : box.top + box.height - inset - (bin + 1) * step;
        return across ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <rect key={bin} x={at + 0.5} y={box.top - 4 - bar} width={Math.max(1, step - 1)} height={bar} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <rect key={bin} x={box.left + box.width + 4} y={at + 0.5} width={bar} height={Math.max(1, step - 1)} />
        );
      })}
    </g>
  );
}

function Table({ pair, dots }: { pair: Pair; dots: readonly Dot[] }) {
  const t = useTexts(designerTexts);
  const language = useLanguage();
  return (
    <ScrollTable name={t('asTable')}>
      <thead>
        <tr>
          <th scope="col">{t('draw')}</th>
          {pair.map(({ name }) => (
            <th key={name} scope="col">
              {settingTitle(name, language)}
            </th>
          ))}
          <th scope="col">{t('state')}</th>
        </tr>
      </thead>
      <tbody>
        {dots.map(({ index, values, forbidden }) => (
          <tr key={index}>
            <td>{index + 1}</td>
            <td className="num">{settingText(values[0])}</td>
            <td className="num">{settingText(values[1])}</td>
            <td className={forbidden ? 'bad' : ''}>{t(forbidden ? 'isForbidden' : 'isAllowed')}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
