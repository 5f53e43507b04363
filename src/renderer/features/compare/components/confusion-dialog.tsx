// Confusion matrices of the compared runs, and in which classes they differ.
import type { TrialDetail } from '#shared/contract/trials.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, TickStrip } from '../../../ui/index.ts';
import style from '../confusion.module.css';
import { texts } from '../confusion-texts.ts';
import { confusedPairs } from '../model/confusion.ts';
import { type ConfusionState, useConfusions, waiting } from '../use-confusions.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';

/** As many as a glance takes; the matrices have all. */
const shownPairs = 8;

export function ConfusionDialog({ details, onClose }: { details: readonly TrialDetail[]; onClose: () => void }) {
  const t = useTexts(texts);
  return (
    <Dialog open onClose={onClose} title={t('title')} width={960}>
      <Body details={details} />
    </Dialog>
  );
}

function Body({ details }: { details: readonly TrialDetail[] }) {
  const t = useTexts(texts);
  const { states, retrain } = useConfusions(details[0]?.trial.studyId ?? '', details);
  const runs = details.map(({ trial: { number } }) => ({ number, state: states.get(number) ?? waiting }));
  return (
    <section
      className={style.body}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={t('region')}
    >
      <p className="t2">{t('meaning')}</p>
      {runs.some(({ state }) => state.kind === 'done') ? <Pairs runs={runs} /> : null}
      <div className={style.matrices}>
        {runs.map(({ number, state }) => (
          <div key={number} data-confusion={number}>
            <OneRun number={number} state={state} onRetrain={retrain} />
          </div>
        ))}
      </div>
    </section>
  );
}

function OneRun({
  number,
  state,
  onRetrain,
}: {
  number: number;
  state: ConfusionState;
  onRetrain: (number: number) => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const named = { number: String(number) };
  switch (state.kind) {
    case 'waiting':
      return <p className="t3">{t('waiting')}</p>;
    case 'measuring':
      return <TickStrip text={t(state.phase, named)} {...(state.done === null ? {} : { share: state.done })} />;
    case 'gone':
      return (
        <div className={style.gone}>
          <p>{t('gone', named)}</p>
          <Button size="small" onClick={() => onRetrain(number)}>
            {t('retrain', named)}
          </Button>
        </div>
      );
    case 'failed':
      return (
        <p role="alert" className="bad">
          {t('failed', { ...named, message: say(state.message) })}
        </p>
      );
    case 'done':
      return <ConfusionMatrix confusion={state.confusion} />;
  }
}

function Pairs({ runs }: { runs: readonly { readonly number: number; readonly state: ConfusionState }[] }) {
  const t = useTexts(texts);
  const pairs = confusedPairs(
    runs.map(({ state }) => (state.kind === 'done' ? state.confusion : null)),
    shownPairs,
  );
  if (pairs.length === 0) return <p>{t('noPairs')}</p>;
  return (
    <table className={style.pairs}>
      <caption className="label">{t('pairs')}</caption>
      <thead>
        <tr>
          <td />
          {runs.map(({ number }) => (
            <th key={number} scope="col">
              {t('trial', { number: String(number) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ actual, predicted, counts }) => (
          <tr key={`${actual} ${predicted}`}>
            <th scope="row">{t('pair', { actual, predicted })}</th>
            {counts.map((count, at) => (
              <td key={runs[at]?.number}>{count ?? '–'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
