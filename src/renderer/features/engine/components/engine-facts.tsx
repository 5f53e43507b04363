// What is known of an engine: devices, cards, self-test, time to the first step.
import type { ReactNode } from 'react';
import type { EngineInfo } from '#shared/contract/engine.ts';
import { gpuLabel } from '#shared/gpu.ts';
import { clock, compact, useLanguage, useTexts } from '../../../i18n/index.ts';
import style from '../engine.module.css';
import { isMeasured } from '../model.ts';
import { texts } from '../texts.ts';

export function EngineFacts({ engine }: { engine: EngineInfo }) {
  const t = useTexts(texts);
  const { devices, gpus, available, startToFirstStepMs } = engine;
  return (
    <dl className={style.facts}>
      <Fact name={t('devices')}>{devices.length > 0 ? devices.join(', ') : '–'}</Fact>
      <Fact name={t('cards')}>
        {gpus.length > 0 ? (
          <ul>
            {gpus.map((gpu) => (
              <li key={gpu.uuid}>{gpuLabel(gpu)}</li>
            ))}
          </ul>
        ) : available ? (
          <span className="t3">{t('noCards')}</span>
        ) : (
          '–'
        )}
      </Fact>
      <Fact name={t('selfTest')}>
        <SelfTest engine={engine} />
      </Fact>
      {isMeasured(engine.name) ? (
        <Fact name={t('firstStep')}>
          {startToFirstStepMs === null ? (
            <span className="t3">{t('neverMeasured')}</span>
          ) : (
            t('milliseconds', { ms: compact(startToFirstStepMs) })
          )}
        </Fact>
      ) : null}
    </dl>
  );
}

function SelfTest({ engine: { selfTest, testedAt } }: { engine: EngineInfo }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (!selfTest) return <span className="t3">{t('neverTested')}</span>;
  const { passed, failed } = selfTest;
  return (
    <>
      {failed === 0 ? (
        t('passed', { n: passed })
      ) : (
        <span className="bad">{t('someFailed', { n: failed, total: passed + failed })}</span>
      )}{' '}
      {testedAt === null ? null : <span className="t3 num">{clock(testedAt, language)}</span>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
