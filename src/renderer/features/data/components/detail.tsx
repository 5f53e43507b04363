// One data set: where it lies and what can be done with it; how it is read, its head, columns, classes, split and checks.
import { useMemo, useRef, useState } from 'react';
import type { KnownDataset } from '#shared/contract/data-library.ts';
import { useCall } from '../../../data/index.ts';
import { DataEditProvider } from '../../../data-view/data-edit.ts';
import { DataHead } from '../../../data-view/data-head.tsx';
import { Lengths, Words } from '../../../data-view/data-lengths.tsx';
import type { JsonObject } from '../../../data-view/json.ts';
import { definedFields, pathOf, stemOf } from '../../../data-view/own-data.ts';
import { isComplete } from '../../../data-view/use-profile.ts';
import { clock, common, useHostText, useLanguage, useTexts } from '../../../i18n/index.ts';
import {
  type Command,
  type DraftChange,
  type GivenFile,
  hashOf,
  hashOfChanges,
  useCommands,
} from '../../../state/index.ts';
import { copyText } from '../../../ui/copy-text.ts';
import {
  Banner,
  Button,
  IconButton,
  isMac,
  PageHead,
  Panel,
  TextField,
  TickStrip,
  toast,
  toastError,
} from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { useDataEdits } from '../edits-store.ts';
import { bytesText } from '../model.ts';
import { texts } from '../texts.ts';
import { useRefresh } from '../use-data-sets.ts';
import { useSetEdit } from '../use-set-edit.ts';
import { Bring } from './bring.tsx';
import { Checks } from './checks.tsx';
import { Classes } from './classes.tsx';
import { Columns } from './columns.tsx';
import { Faults } from './faults.tsx';
import { Reading } from './reading.tsx';
import { Section } from './section.tsx';
import { SplitSection } from './split-section.tsx';

export interface DetailOf {
  readonly key: string;
  readonly name: string;
  /** The data object before any change on this page. */
  readonly base: JsonObject;
  /** null for data that are being added, and samples that no study uses. */
  readonly known: KnownDataset | null;
}

export function Detail({
  of: { key, name, base, known },
  onGiven,
  onChoose,
}: {
  of: DetailOf;
  onGiven: (files: readonly GivenFile[]) => void;
  onChoose: (key: string) => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const isNew = key === 'new';
  const { value, problem, inSplit, changed } = useSetEdit(key, base);
  const { data, profile, busy, sniff } = value;
  const lastProfile = useRef(profile);
  if (profile) lastProfile.current = profile;
  const splitProfile = profile ?? (inSplit ? lastProfile.current : null);
  const [named, setNamed] = useState<string | null>(null);
  const ownName = named ?? (isNew ? stemOf(pathOf(data)) : name);
  const complete = isComplete(data);
  const fileProblem = isNew && pathOf(data) === '' ? null : (sniff.problem ?? problem);
  const use = (...changes: readonly DraftChange[]) => {
    location.hash = hashOfChanges([{ path: ['data'], to: data }, { path: ['name'], to: ownName }, ...changes]);
  };
  const blocked = profile ? null : (fileProblem ?? t(busy || sniff.busy ? 'blockedReading' : 'blockedIncomplete'));
  return (
    <DataEditProvider value={value}>
      <Panel
        name={t('detail')}
        className={style.detail}
        bodyClassName={style.body}
        head={
          <PageHead title={isNew ? t('addTitle') : name} text={<Where known={known} isNew={isNew} />}>
            <Actions
              {...{ setKey: key, name: ownName, known, data, changed, blocked, onChoose }}
              onRenamed={() => setNamed(null)}
            />
            <Button size="large" kind="primary" icon="play" disabledReason={blocked} onClick={() => use()}>
              {t('newStudy')}
            </Button>
          </PageHead>
        }
      >
        {known?.message ? <Banner tone="bad" title={say(known.message)} /> : null}
        {known?.state === 'changed' ? <Banner tone="warn" title={t('changedText')} /> : null}
        {isNew ? <Bring data={data} problem={fileProblem} onGiven={onGiven} /> : null}
        {isNew || known?.added ? (
          <div className={style.name}>
            <TextField
              label={t('name')}
              maxLength={200}
              value={ownName}
              onChange={setNamed}
              hint={isNew ? t('nameHint') : undefined}
            />
          </div>
        ) : null}
        {isNew && sniff.found === null && !complete ? null : (
          <>
            <Reading />
            {!isNew && fileProblem && !known?.message ? (
              <Section title={t('problem')}>
                <p className="bad" role="alert">
                  {fileProblem}
                </p>
              </Section>
            ) : null}
            <Faults />
            {complete && known?.state !== 'gone' ? (
              <section aria-label={t('preview')} className={style.section}>
                <DataHead of={data} />
              </section>
            ) : null}
            {busy ? <TickStrip /> : null}
            <Columns />
            {profile ? (
              <>
                {profile.lengths || profile.vocabulary ? (
                  <Section title={t('lengths')}>
                    <Lengths profile={profile} />
                    <Words profile={profile} />
                  </Section>
                ) : null}
                <Classes profile={profile} onUse={use} />
              </>
            ) : null}
            {splitProfile ? <SplitSection profile={splitProfile} /> : null}
            {profile ? <Checks /> : null}
          </>
        )}
        {known && known.studies.length > 0 ? (
          <Section title={t('studies')}>
            <ul className={style.studies}>
              {known.studies.map((study) => (
                <li key={study.id}>
                  <a href={hashOf({ page: 'study', id: study.id, tab: 'live' })}>{study.name}</a>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
      </Panel>
    </DataEditProvider>
  );
}

/** Path, size, time, and whether the content is what it was. */
function Where({ known, isNew }: { known: KnownDataset | null; isNew: boolean }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (isNew) return t('addText');
  if (known === null) return t('sampleUnused');
  const { path, bytes, modifiedAt, state, copied } = known;
  if (path === null) return t('sampleUsed', { n: known.studies.length });
  const parts = [
    bytes === null ? null : bytesText(bytes),
    modifiedAt === null ? null : t('modified', { at: clock(modifiedAt, language) }),
    t(`state.${state}`),
    copied ? t('copiedHere') : null,
  ];
  return (
    <>
      <span className="mono" title={path}>
        {path}
      </span>
      <br />
      {parts.filter((part) => part !== null).join(' · ')}
    </>
  );
}

function Actions({
  setKey,
  name,
  known,
  data,
  changed,
  blocked,
  onChoose,
  onRenamed,
}: {
  setKey: string;
  name: string;
  known: KnownDataset | null;
  data: JsonObject;
  /** Something is not kept yet. */
  changed: boolean;
  blocked: string | null;
  onChoose: (key: string) => void;
  onRenamed: () => void;
}) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const call = useCall();
  const { refresh, readAgain } = useRefresh();
  const { undo, redo, discard, restore } = useDataEdits.getState();
  const history = useDataEdits((store) => store.edits[setKey]);
  const [saving, setSaving] = useState(false);
  const isNew = setKey === 'new';
  const isSample = data.source === 'sample';
  useCommands(
    useMemo(
      (): Command[] => [
        {
          id: 'data.undo',
          name: t('undo'),
          group: t('title'),
          shortcut: 'Mod+Z',
          inFields: true,
          perform: () => undo(setKey),
        },
        {
          ...{ id: 'data.redo', name: t('redo'), group: t('title'), inFields: true, perform: () => redo(setKey) },
          shortcut: isMac() ? 'Mod+Shift+Z' : 'Mod+Shift+Z|Mod+Y',
        },
      ],
      [t, undo, redo, setKey],
    ),
  );
  const copy = () => copyText(`${JSON.stringify(data, null, 2)}\n`, t('jsonCopied'), t('copyFailed'));
  const save = async () => {
    setSaving(true);
    try {
      const { id } = await call('datasets.add', { name: name.trim() || t('unnamed'), data: definedFields(data) });
      await refresh();
      discard(setKey);
      onRenamed();
      onChoose(id);
      toast(t(isNew || !known?.added ? 'added' : 'saved', { name }));
    } catch (thrown) {
      toastError(thrown);
    }
    setSaving(false);
  };
  const forget = async () => {
    if (known === null) return;
    try {
      await call('datasets.forget', { id: known.id });
      await refresh();
      toast(t('forgotten', { name: known.name }), {
        undo: () => void call('datasets.restore', { id: known.id }).then(refresh).catch(toastError),
      });
    } catch (thrown) {
      toastError(thrown);
    }
  };
  const drop = () => {
    const before = discard(setKey);
    if (before) toast(t('discarded'), { undo: () => restore(setKey, before) });
  };
  const isRenamed = known?.added === true && name.trim() !== '' && name !== known.name;
  return (
    <span className="row">
      <IconButton
        icon="undo"
        label={tc('undo')}
        shortcut="Mod+Z"
        disabled={!history || history.past.length === 0}
        onClick={() => undo(setKey)}
      />
      {changed ? (
        <Button kind="quiet" onClick={drop}>
          {t('discard')}
        </Button>
      ) : null}
      {isNew ? null : (
        <IconButton icon="refresh" label={t('readAgain')} onClick={() => void readAgain().catch(toastError)} />
      )}
      <IconButton
        icon="copy"
        label={t('copyJson')}
        disabledReason={pathOf(data) === '' && !isSample ? t('blockedIncomplete') : null}
        onClick={() => void copy()}
      />
      {known?.added ? (
        <IconButton icon="trash" label={t(known.copied ? 'forgetCopy' : 'forget')} onClick={() => void forget()} />
      ) : null}
      {isSample ? null : isNew || changed || isRenamed || known?.added === false ? (
        <Button
          size="large"
          icon="plus"
          busy={saving ? t('saving') : null}
          disabledReason={isNew ? blocked : null}
          onClick={() => void save()}
        >
          {t(known?.added ? 'save' : 'addTo')}
        </Button>
      ) : null}
    </span>
  );
}
