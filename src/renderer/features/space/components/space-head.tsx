// The head of the Space tab: how large the space is, and changing it: undo, discard, apply.
import { useCallback, useMemo } from 'react';
import type { SpacePreview, StudySpace } from '#shared/contract/space.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { UndoRedo } from '../../../parts/index.ts';
import { useEditSpace } from '../../../space/index.ts';
import { type Command, type History, navigate, useCommands } from '../../../state/index.ts';
import { Button, Chip, isMac, PanelHead, toast } from '../../../ui/index.ts';
import { useDraftStore } from '../draft-store.ts';
import { draftOf, isChanged, type SpaceDraft } from '../model/draft.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';

export interface PreviewState {
  readonly data: SpacePreview | undefined;
  readonly error: Error | null;
  /** It is about the draft as it stands. */
  readonly isOf: boolean;
}

export function SpaceHead({
  study,
  space,
  history,
  preview,
  wrong,
}: {
  study: StudySummary;
  space: StudySpace;
  history: History<SpaceDraft> | null;
  preview: PreviewState;
  /** Entries that the page itself finds wrong. */
  wrong: number;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { begin, undo, redo, discard } = useDraftStore.getState();
  const draft = history?.present ?? null;
  const held = space.held === null ? null : t(`held.${space.held}`);
  const { busy, apply } = useApply(study.id, draft);
  const errors = preview.data?.problems.filter(({ severity }) => severity === 'error').length ?? 0;
  const reason =
    draft === null
      ? t('notChanged')
      : wrong > 0
        ? t('problems', { n: wrong })
        : !isChanged(draft, space)
          ? t('notChanged')
          : draft.base !== space.version
            ? t('stale', { n: space.version })
            : !preview.isOf
              ? t('checking')
              : errors > 0
                ? t('problems', { n: errors })
                : null;
  const canUndo = (history?.past.length ?? 0) > 0;
  const canRedo = (history?.future.length ?? 0) > 0;
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('group');
      if (draft === null) {
        const start = () => begin(study.id, draftOf(space));
        return [{ id: 'space.change', name: t('cmd.change'), group, disabledReason: held, perform: start }];
      }
      const undoing = { group, inFields: true };
      return [
        { ...undoing, id: 'space.undo', name: c('undo'), shortcut: 'Mod+Z', perform: () => undo(study.id) },
        {
          ...{ ...undoing, id: 'space.redo', name: c('redo') },
          shortcut: isMac() ? 'Mod+Shift+Z' : 'Mod+Shift+Z|Mod+Y',
          perform: () => redo(study.id),
        },
        {
          ...undoing,
          id: 'space.apply',
          name: t('cmd.apply'),
          shortcut: 'Mod+Enter',
          disabledReason: reason,
          perform: apply,
        },
        { id: 'space.discard', name: t('cmd.discard'), group, perform: () => discard(study.id) },
      ];
    }, [t, c, draft, begin, undo, redo, discard, study.id, space, held, reason, apply]),
  );
  const size = space.spaceSize === null ? '' : ` · ${t('configurations', { size: space.spaceSize })}`;
  const stage = space.stage === null ? '' : ` · ${t('ofStage', { stage: space.stage })}`;
  return (
    <PanelHead label={t('title')} context={`${t('context', { n: space.dimensions.length })}${size}${stage}`}>
      <Chip tone={draft === null ? undefined : 'index'}>
        {draft === null ? t('version', { n: space.version }) : t('changing', { n: draft.base })}
      </Chip>
      <span className="row end">
        {draft === null ? (
          <>
            <Button size="small" kind="quiet" onClick={() => navigate({ page: 'study', id: study.id, tab: 'setup' })}>
              {t('setUp')}
            </Button>
            <Button
              size="small"
              kind="primary"
              icon="settings"
              disabledReason={held}
              onClick={() => begin(study.id, draftOf(space))}
            >
              {t('change')}
            </Button>
          </>
        ) : (
          <>
            <UndoRedo canUndo={canUndo} canRedo={canRedo} onUndo={() => undo(study.id)} onRedo={() => redo(study.id)} />
            <Button size="small" onClick={() => discard(study.id)}>
              {t('discard')}
            </Button>
            <Button
              size="small"
              kind="primary"
              icon="check"
              className={style.apply}
              disabledReason={reason}
              busy={busy ? t('applying') : null}
              onClick={apply}
            >
              {t('apply')}
            </Button>
          </>
        )}
      </span>
    </PanelHead>
  );
}

function useApply(id: string, draft: SpaceDraft | null): { busy: boolean; apply: () => void } {
  const t = useTexts(texts);
  const { busy, edit } = useEditSpace(id);
  const apply = useCallback(() => {
    if (draft === null) return;
    const { settings, constraints, base } = draft;
    edit({ settings, constraints, baseVersion: base }, (version) => {
      useDraftStore.getState().discard(id);
      toast(t('applied', { version }));
    });
  }, [draft, edit, id, t]);
  return { busy, apply };
}
