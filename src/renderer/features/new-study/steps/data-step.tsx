// Step 1: which data, how they are split, what is in them.
import { useMemo } from 'react';
import { useRead } from '../../../data/index.ts';
import style from '../../../data-view/data.module.css';
import { SampleCard } from '../../../data-view/data-card.tsx';
import { DataEditProvider } from '../../../data-view/data-edit.ts';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { Split } from '../../../data-view/split.tsx';
import { isComplete } from '../../../data-view/use-profile.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { cx, Icon } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { chooseOwnData, chooseSampleStudy, dataOf, nameAfterData } from '../model/draft.ts';
import { factsOfSample } from '../model/facts.ts';
import { texts } from '../texts.ts';
import { useDraftData } from '../use-draft-data.ts';
import { DataInside } from './data-inside.tsx';
import { DataUsed } from './data-used.tsx';
import { OwnData } from './own-data.tsx';

export function DataStep() {
  const t = useTexts(dataTexts);
  const tp = useTexts(texts);
  const language = useLanguage();
  const { draft, edit, profile, sampleFiles } = useDraft();
  const samples = useRead('datasets.samples', {});
  const data = dataOf(draft);
  const own = data.source !== 'sample';
  const dataEdit = useDraftData();
  const list = useMemo(() => samples.data ?? [], [samples.data]);
  return (
    <DataEditProvider value={dataEdit}>
      <div className={style.cards}>
        {list.map((sample) => (
          <SampleCard
            key={sample.name}
            sample={sample}
            chosen={data.source === 'sample' && data.name === sample.name}
            onChoose={() =>
              edit('data', (at) =>
                nameAfterData(
                  chooseSampleStudy(at, sample.name, factsOfSample(sample), sampleFiles),
                  tp('firstSweep', { name: sample.title[language] }),
                ),
              )
            }
          />
        ))}
        <button
          type="button"
          className={cx(style.card, style.own, own && style.chosen)}
          aria-pressed={own}
          onClick={() => edit('data', chooseOwnData)}
        >
          <Icon name="folder" />
          <span className={style.cardTitle}>{t('own')}</span>
          <span className="small t2">{t('ownText')}</span>
        </button>
      </div>
      {own ? <OwnData /> : null}
      {isComplete(data) ? (
        <Split profile={profile}>
          <DataUsed />
        </Split>
      ) : null}
      <DataInside />
    </DataEditProvider>
  );
}
