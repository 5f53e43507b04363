// The choice of an earlier study that the search begins with, and how much of it fits.
import type { WarmStartSource } from '#shared/contract/warm-start.ts';
import { objectiveOf } from '#shared/study/build-space.ts';
import { useStudies } from '../../../data/index.ts';
import { misfitText, useHostText, useLanguage, useTexts, warmStartTexts } from '../../../i18n/index.ts';
import { Select } from '../../../ui/index.ts';
import { DraftNumber } from '../components/draft-field.tsx';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { getIn, isObject } from '../model/json.ts';
import { candidatesFor, endedOf, setWarmStart, warmStartOf } from '../model/warm-start.ts';
import { useWarmStart } from '../use-warm-start.ts';
import style from './fields.module.css';
import { warmStartStepTexts } from './warm-start-texts.ts';

/** Names of the two choices that are no study: no id begins like this. */
const nothing = '__nothing';
const several = '__several';
/** Reasons that are shown. */
const maxReasons = 4;

export function WarmStart() {
  const t = useTexts(warmStartStepTexts);
  const say = useHostText();
  const { draft, parsed, facts, problems, edit } = useDraft();
  const studies = useStudies();
  const named = warmStartOf(draft.file);
  const error = useErrorAt(['search', 'warmStart'], { deep: true });
  const sound = problems.every(({ severity }) => severity !== 'error');
  const state = useWarmStart(draft.file, sound);
  const objective = parsed && objectiveOf(parsed, facts?.task ?? 'classification');
  const candidates = candidatesFor(studies.data ?? [], objective);
  const [first] = named;
  const isOne = named.length === 1 && isObject(getIn(draft.file, ['search', 'warmStart']));
  const value = first === undefined ? nothing : named.length > 1 ? several : first;
  const options = [
    { value: nothing, label: t('none') },
    ...candidates.map((study) => ({ value: study.id, label: study.name, note: t('ended', { n: endedOf(study) }) })),
    ...(value === several ? [{ value: several, label: t('several') }] : []),
    // A file may name a study that is not offered, or by its name or path.
    ...(first !== undefined && value !== several && !candidates.some(({ id }) => id === first)
      ? [{ value: first, label: first }]
      : []),
  ];
  const wrong = error ?? (state.problem && say(state.problem));
  return (
    <div>
      <div className={style.row}>
        <Select
          label={t('warmStart')}
          value={value}
          options={options}
          onChange={(study) => {
            if (study === several) return;
            edit('search.warmStart', (at) => setWarmStart(at, study === nothing ? null : study));
          }}
        />
        {isOne ? (
          <DraftNumber
            path={['search', 'warmStart', 'startingPoints']}
            label={t('startingPoints')}
            placeholder="1"
            start={1}
            integer
          />
        ) : null}
      </div>
      <p className={style.said}>{candidates.length === 0 && first === undefined ? t('noneLike') : t('text')}</p>
      {wrong ? (
        <p role="alert" className="bad small">
          {wrong}
        </p>
      ) : null}
      <div aria-live="polite">
        {state.busy && state.sources.length === 0 ? <p className={style.said}>{t('counting')}</p> : null}
        {wrong ? null : state.sources.map((source) => <Fit key={source.study.id} source={source} />)}
      </div>
    </div>
  );
}

function Fit({ source: { study, taken, same, ranked, unfit } }: { source: WarmStartSource }) {
  const t = useTexts(warmStartTexts);
  const say = useHostText();
  const language = useLanguage();
  const fit = same + ranked;
  return (
    <>
      <p className={fit === 0 ? style.doubt : style.said}>
        {fit === 0
          ? t('fitsNone', { taken, name: study.name })
          : t('fits', { fit, taken, same, ranked, name: study.name })}
      </p>
      {unfit.length > 0 ? (
        <div className="small t2">
          {t('unfit')}
          <ul className={style.reasons}>
            {unfit.slice(0, maxReasons).map((one) => (
              <li key={`${one.kind} ${one.setting} ${one.detail}`}>
                <span className={style.place}>{one.trials}</span>
                <span>{misfitText(one, t, language, say)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
