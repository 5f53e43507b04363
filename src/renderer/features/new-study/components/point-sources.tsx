// Where starting points come from: the best trials of another study, a recipe, or one's own; each says what of it does not fit here.
import { useState } from 'react';
import { recipes } from '#shared/recipes/index.ts';
import { suits } from '#shared/study/baselines.ts';
import { useRead, useStudies } from '../../../data/index.ts';
import {
  misfitText,
  settingText,
  settingTitle,
  useHostText,
  useLanguage,
  useTexts,
  warmStartTexts,
} from '../../../i18n/index.ts';
import { useOwnRecipes } from '../../../state/index.ts';
import { Button, Select, TextField, TickStrip } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { constraintsIn } from '../model/constraints.ts';
import { isObject, type JsonObject, sameJson } from '../model/json.ts';
import { type Projected, pointsIn, projectPoint } from '../model/points.ts';
import { endedOf } from '../model/warm-start.ts';
import style from '../steps/points.module.css';
import { pointsTexts } from '../steps/points-texts.ts';

/** No study or recipe has such a name. */
const nothing = '__nothing';
const usualTop = 3;
const mostTop = 20;
/** Differences that are named; the rest is counted. */
const mostMisfits = 4;

interface Found {
  readonly key: string;
  readonly name: string;
  readonly settings: JsonObject;
}

export function PointSources({ onAdd }: { onAdd: (points: readonly JsonObject[]) => void }) {
  const t = useTexts(pointsTexts);
  const language = useLanguage();
  const { facts, draftSpace } = useDraft();
  const studies = useStudies();
  const own = useOwnRecipes((store) => store.recipes);
  const [source, setSource] = useState(nothing);
  const withTrials = (studies.data ?? []).filter((study) => study.best !== null);
  const suiting = recipes.filter((recipe) => facts === null || suits(recipe, facts));
  const options = [
    { value: nothing, label: t('fromNone') },
    ...withTrials.map((study) => ({
      ...{ value: `study ${study.id}`, label: study.name, note: t('studyNote', { n: endedOf(study) }) },
    })),
    ...own.map((recipe) => ({ value: `own ${recipe.id}`, label: recipe.title, note: t('ownNote') })),
    ...suiting.map(({ id, title, source: note }) => ({ value: `recipe ${id}`, label: title[language], note })),
  ];
  const [kind, id = ''] = source.split(/ (.*)/s);
  const recipe = kind === 'recipe' ? suiting.find((one) => one.id === id) : undefined;
  const kept = kind === 'own' ? own.find((one) => one.id === id) : undefined;
  const close = () => setSource(nothing);
  return (
    <div className={style.sources}>
      <div className="row">
        <span className="small t2">{t('from')}</span>
        <span className={style.source}>
          <Select aria-label={t('from')} value={source} options={options} onChange={setSource} />
        </span>
        {source === nothing ? null : (
          <Button size="small" kind="quiet" onClick={close}>
            {t('closeSource')}
          </Button>
        )}
      </div>
      {source === nothing ? null : draftSpace === null ? (
        <p className="small t2">{t('wait')}</p>
      ) : kind === 'study' ? (
        <OfStudy key={id} id={id} onAdd={onAdd} />
      ) : recipe ? (
        <Candidates
          found={[{ key: recipe.id, name: recipe.title[language], settings: recipe.settings }]}
          onAdd={onAdd}
        />
      ) : kept ? (
        <Candidates found={[{ key: kept.id, name: kept.title, settings: kept.settings }]} onAdd={onAdd} />
      ) : null}
    </div>
  );
}

function OfStudy({ id, onAdd }: { id: string; onAdd: (points: readonly JsonObject[]) => void }) {
  const t = useTexts(pointsTexts);
  const say = useHostText();
  const [text, setText] = useState(String(usualTop));
  const wanted = Number(text);
  const top = Number.isInteger(wanted) && wanted >= 1 && wanted <= mostTop ? wanted : usualTop;
  const best = useRead('studies.best', { id, top }, { anew: true });
  const found = (best.data ?? []).flatMap(({ trial, settings }): Found[] =>
    typeof trial === 'number' && isObject(settings)
      ? [{ key: String(trial), name: t('trial', { n: trial }), settings }]
      : [],
  );
  return (
    <>
      <TextField
        label={t('top')}
        value={text}
        inputMode="numeric"
        error={top === wanted ? null : `1 – ${mostTop}`}
        className={style.top}
        onChange={setText}
      />
      {best.error ? (
        <p role="alert" className="bad small">
          {t('readFailed', { message: say(best.error.message) })}
        </p>
      ) : best.data ? (
        <Candidates found={found} onAdd={onAdd} />
      ) : (
        <TickStrip text={t('reading')} />
      )}
    </>
  );
}

function Candidates({ found, onAdd }: { found: readonly Found[]; onAdd: (points: readonly JsonObject[]) => void }) {
  const t = useTexts(pointsTexts);
  const { draft, draftSpace } = useDraft();
  if (draftSpace === null) return null;
  const constraints = constraintsIn(draft.file);
  const there = pointsIn(draft.file);
  const judged = found.map((one) => {
    const projected = projectPoint(one.settings, draftSpace, constraints);
    return { ...one, projected, added: there.some((point) => sameJson(point, projected.point)) };
  });
  const fitting = judged.filter(({ projected, added }) => !projected.refused && !added);
  return (
    <>
      <ul className={style.candidates}>
        {judged.map(({ key, name, projected, added }) => (
          <li key={key} data-candidate={name}>
            <div className="grow">
              <b>{name}</b> <Values of={projected} />
              <Differences of={projected} />
            </div>
            {projected.refused ? null : (
              <Button
                size="small"
                aria-label={t('addPoint', { name })}
                disabledReason={added ? t('added') : null}
                onClick={() => onAdd([projected.point])}
              >
                {added ? t('added') : t('addThis')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {fitting.length > 1 ? (
        <Button size="small" onClick={() => onAdd(fitting.map(({ projected }) => projected.point))}>
          {t('addAll', { n: fitting.length })}
        </Button>
      ) : null}
    </>
  );
}

function Values({ of: { point } }: { of: Projected }) {
  const language = useLanguage();
  return (
    <span className="t2">
      {Object.entries(point)
        .map(([key, value]) => `${settingTitle(key, language)} ${settingText(value)}`)
        .join(', ')}
    </span>
  );
}

function Differences({ of: { misfits, refused } }: { of: Projected }) {
  const t = useTexts(pointsTexts);
  const say = useHostText();
  const tw = useTexts(warmStartTexts);
  const language = useLanguage();
  if (misfits.length === 0) return <p className="small t3">{t('fits')}</p>;
  // What forbids it first.
  const sorted = [...misfits].sort((a, b) => Number(b.kind === 'constraint') - Number(a.kind === 'constraint'));
  const list = [
    ...sorted.slice(0, mostMisfits).map((one) => misfitText(one, tw, language, say)),
    ...(sorted.length > mostMisfits ? [t('more', { n: sorted.length - mostMisfits })] : []),
  ].join(language === 'zh' ? '；' : '; ');
  return <p className={refused ? 'small bad' : 'small t2'}>{t(refused ? 'refused' : 'differs', { list })}</p>;
}
