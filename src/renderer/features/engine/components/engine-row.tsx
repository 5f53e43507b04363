// One engine: what it is, how it is here, what was measured, and what can be done with it.
import type { EngineInfo } from '#shared/contract/engine.ts';
import { useAction } from '../../../data/index.ts';
import { compact, useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, Chip, Icon, toastError } from '../../../ui/index.ts';
import style from '../engine.module.css';
import { type EngineState, type EngineView, isMeasured, shownReason, taskKey, whyChosen } from '../model.ts';
import { texts } from '../texts.ts';
import { handOverTo } from '../use-hand-over.ts';
import { EngineFacts } from './engine-facts.tsx';
import { PackageStrip } from './package-strip.tsx';
import { SpeedTable } from './speed-table.tsx';
import { TaskEnd } from './task-end.tsx';
import { TaskProgress } from './task-progress.tsx';

const tones = { ready: 'ok', notInstalled: undefined, failed: 'bad', unavailable: undefined } as const;
const icons = { ready: 'check', notInstalled: 'minus', failed: 'close', unavailable: 'minus' } as const;

export function EngineRow({
  view,
  engines,
  gone,
}: {
  view: EngineView;
  engines: readonly EngineInfo[];
  gone: boolean;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const { engine, state, running, ended } = view;
  const { name } = engine;
  const reason = shownReason(engine.reason);
  const heading = `engine-${name}`;
  return (
    <article className={style.engine} aria-labelledby={heading} tabIndex={-1} {...{ [handOverTo]: name }}>
      <div className={style.main}>
        <div className={style.about}>
          <header className={style.name}>
            <h2 id={heading}>{name}</h2>
            {engine.version ? <span className="t2 num">{engine.version}</span> : null}
            <StateChip state={state} />
            {engine.chosen ? <Chip tone="index">{t('auto')}</Chip> : null}
          </header>
          <What name={name} />
          {engine.chosen ? <Why chosen={engine} engines={engines} /> : null}
          {reason ? <p className={state === 'failed' ? 'bad' : 't3'}>{say(reason)}</p> : null}
        </div>
        <EngineFacts engine={engine} />
        <SpeedTable engine={engine} />
        <TryButtons view={view} gone={gone} />
      </div>
      {view.package ? <PackageStrip key={view.package.name} view={view} own={view.package} gone={gone} /> : null}
      {running.map((task) => (
        <TaskProgress key={taskKey(task)} task={task} gone={gone} />
      ))}
      {ended.map((task) => (
        <TaskEnd key={taskKey(task)} task={task} />
      ))}
    </article>
  );
}

function StateChip({ state }: { state: EngineState }) {
  const t = useTexts(texts);
  return (
    <Chip tone={tones[state]} data-state={state}>
      <Icon name={icons[state]} size={12} />
      {t(`state.${state}`)}
    </Chip>
  );
}

/** An engine that this page does not know has its name only. */
function What({ name }: { name: string }) {
  const t = useTexts(texts);
  switch (name) {
    case 'onnx':
    case 'tensorflow':
    case 'tfjs':
    case 'reference':
      return <p className="t2">{t(`what.${name}`)}</p>;
    default:
      return null;
  }
}

function Why({ chosen, engines }: { chosen: EngineInfo; engines: readonly EngineInfo[] }) {
  const t = useTexts(texts);
  const why = whyChosen(chosen, engines);
  switch (why.why) {
    case 'fastest':
      return (
        <p className="t2">
          {t('why.fastest', {
            ms: compact(why.msPerStep),
            other: why.other,
            otherMs: compact(why.otherMsPerStep),
          })}
        </p>
      );
    case 'preferred':
      return <p className="t2">{t('why.preferred', { other: why.other })}</p>;
    case 'alone':
      return <p className="t2">{t('why.alone')}</p>;
  }
}

function TryButtons({ view: { engine, state, running }, gone }: { view: EngineView; gone: boolean }) {
  const t = useTexts(texts);
  const { run, busy } = useAction('engine.try', toastError);
  const { name } = engine;
  // Work on a package of another name does not keep the engine from being tried.
  const now = running.find(({ target }) => target === name)?.work;
  const off = gone
    ? t('lost')
    : state === 'notInstalled' || state === 'unavailable'
      ? t('notHere')
      : now !== undefined
        ? t('busy')
        : null;
  return (
    <div className={style.acts}>
      <Button
        aria-label={`${t('runSelfTest')}: ${name}`}
        busy={now === 'self-test' ? t('selfTesting') : null}
        disabled={busy}
        disabledReason={off}
        onClick={() => void run({ name })}
      >
        {t('runSelfTest')}
      </Button>
      {isMeasured(name) ? (
        <Button
          aria-label={`${t('runMeasure')}: ${name}`}
          busy={now === 'measure' ? t('measuring') : null}
          disabled={busy}
          disabledReason={off}
          onClick={() => void run({ name, measure: true })}
        >
          {t('runMeasure')}
        </Button>
      ) : null}
    </div>
  );
}
