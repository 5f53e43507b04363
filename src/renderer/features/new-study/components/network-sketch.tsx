// The network that trials train: its layers at the usual point, what changes within the space, parameters and memory.
import type { ModelPoint } from '#shared/contract/studies.ts';
import {
  bytesText,
  settingText,
  settingTitle,
  type Translate,
  useHostText,
  useLanguage,
  useTexts,
} from '../../../i18n/index.ts';
import { cx, TickStrip } from '../../../ui/index.ts';
import { amount, type Block, madeBy, type Network, shapeText } from '../model/network.ts';
import style from '../steps/designer.module.css';
import { designerTexts } from '../steps/designer-texts.ts';
import { useNetwork } from '../use-network.ts';

const height = 56;
const gap = 20;
/** Width of a character of a layer's name and of the smaller lines below it, roughly; blocks are as wide as their longest line. */
const perLetter = { name: 7.2, below: 6.3 } as const;

export function NetworkSketch() {
  const t = useTexts(designerTexts);
  const say = useHostText();
  const { network, busy, problem, waits } = useNetwork();
  return (
    <section className={style.network} aria-label={t('network')} aria-busy={busy || undefined}>
      {network ? (
        <>
          <Picture network={network} />
          <Sizes network={network} />
        </>
      ) : problem !== null ? (
        <p role="alert" className="bad small">
          {t('networkFailed', { message: say(problem) })}
        </p>
      ) : waits ? (
        <p className="small t2">{t('networkNoData')}</p>
      ) : (
        <TickStrip text={t('networkWaits')} />
      )}
    </section>
  );
}

interface Line {
  readonly name: string;
  readonly below: string;
  readonly parameters: string;
  readonly searched: boolean;
  /** The second line is what changes, or the third. */
  readonly changes: readonly [boolean, boolean];
  readonly dashed: boolean;
}

function Picture({ network: { input, blocks } }: { network: Network }) {
  const t = useTexts(designerTexts);
  const lines: readonly Line[] = [
    {
      name: t('input'),
      below: input.join(' × '),
      parameters: '',
      searched: false,
      changes: [false, false],
      dashed: false,
    },
    ...blocks.map(
      (block): Line => ({
        name: block.kind,
        below: shapeText(block),
        parameters: parametersOf(block, t),
        searched: block.searched,
        changes: [block.shapes !== null, block.range !== null],
        dashed: block.onlyAtEnd,
      }),
    ),
  ];
  const widths = lines.map(
    ({ name, below, parameters }) =>
      18 +
      Math.max(perLetter.name * widthIn(name), ...[below, parameters].map((text) => perLetter.below * widthIn(text))),
  );
  const lefts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width + gap, 1));
  const whole = widths.reduce((sum, width) => sum + width + gap, 2 - gap);
  const layers = lines
    .map(({ name, below, parameters, dashed }) =>
      [name, below, parameters, dashed ? t('onlyAtEnd') : ''].filter(Boolean).join(' '),
    )
    .join(', ');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <figure className={style.networkScroll} tabIndex={0} aria-label={t('networkOf', { layers })}>
      <svg width={whole} height={height + 2} viewBox={`0 0 ${whole} ${height + 2}`} aria-hidden="true">
        {lines.map(({ name, below, parameters, searched, changes, dashed }, i) => {
          const [x = 0, width = 0] = [lefts[i], widths[i]];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place
            <g key={i} transform={`translate(${x} 1)`}>
              {i === 0 ? null : <path d={`M${-gap} ${height / 2}h${gap}`} stroke="var(--line-strong)" />}
              <rect
                width={width}
                height={height}
                rx="3"
                fill="var(--surface)"
                stroke={searched ? 'var(--index-line)' : 'var(--line-strong)'}
                strokeDasharray={dashed ? '3 3' : undefined}
              />
              <text x="9" y="18" className={style.name}>
                {name}
              </text>
              <text x="9" y="33" className={cx(changes[0] && style.changes)}>
                {below}
              </text>
              <text x="9" y="48" className={cx(changes[1] && style.changes)}>
                {parameters}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

type T = Translate<keyof typeof designerTexts.en>;

function parametersOf({ parameters, range }: Block, t: T): string {
  if (range !== null) return t('layerParameters', { n: `${amount(range[0])} – ${amount(range[1])}` });
  return parameters === 0 ? '' : t('layerParameters', { n: amount(parameters) });
}

/** In Latin letters; a Chinese one is as wide as two. */
function widthIn(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);
}

function Sizes({ network: { blocks, usual, smallest, largest } }: { network: Network }) {
  const t = useTexts(designerTexts);
  const language = useLanguage();
  const differ = smallest.parameters !== largest.parameters || smallest.memory.worker !== largest.memory.worker;
  const settings = (end: ModelPoint) =>
    madeBy(end, usual)
      .map(([key, value]) => `${settingTitle(key, language)} ${settingText(value)}`)
      .join(', ');
  const refusal = usual.refusal ?? largest.refusal;
  return (
    <div className={style.sizes}>
      <p>
        {differ
          ? t('between', { low: amount(smallest.parameters), high: amount(largest.parameters) })
          : t('parameters', { n: amount(usual.parameters) })}
      </p>
      <p>{t('total', { n: amount(usual.parameters), memory: bytesText(usual.memory.worker) })}</p>
      {differ ? (
        <>
          <p>
            {t('ends', { memory: bytesText(largest.memory.worker), available: bytesText(largest.memory.available) })}
          </p>
          {settings(largest) ? <p>{t('largest', { settings: settings(largest) })}</p> : null}
          {settings(smallest) ? <p>{t('smallest', { settings: settings(smallest) })}</p> : null}
        </>
      ) : null}
      {blocks.some(({ onlyAtEnd }) => onlyAtEnd) ? <p className="t3">{t('dashed')}</p> : null}
      {refusal ? <p className="warn">{refusal}</p> : null}
    </div>
  );
}
