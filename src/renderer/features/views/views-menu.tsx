// The saved views of a study: a menu at the end of its tabs, and each of them in the palette.
import { useMemo, useState } from 'react';
import type { SavedView, ViewTab } from '#shared/contract/views.ts';
import { useViews } from '../../data/index.ts';
import { useHostText, useTexts } from '../../i18n/index.ts';
import { type Command, currentView, sameView, useCommands } from '../../state/index.ts';
import { Button, Icon, Menu, type MenuEntry } from '../../ui/index.ts';
import { ManageDialog } from './components/manage-dialog.tsx';
import { SaveDialog } from './components/save-dialog.tsx';
import { texts } from './texts.ts';
import { useViewActions } from './use-view-actions.ts';

const noViews: readonly SavedView[] = [];
/** As many as one looks through in a menu; all of them are in the dialog and in the palette. */
const inMenu = 15;

export function ViewsMenu({ studyId, tab }: { studyId: string; tab: ViewTab }) {
  const t = useTexts(texts);
  const say = useHostText();
  const { data: views = noViews, error } = useViews(studyId);
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const actions = useViewActions(studyId, tab);
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('group');
      return [
        { id: 'views.save', name: t('saveCurrent'), group, perform: () => setDialog('save') },
        { id: 'views.manage', name: t('manage'), group, perform: () => setDialog('manage') },
        ...views.map((view) => ({
          id: `view.${view.name}`,
          name: t('open', { name: view.name }),
          group,
          perform: () => actions.open(view),
        })),
      ];
    }, [t, views, actions]),
  );
  const close = () => setDialog(null);
  // Asked for when the menu draws: the page's address and selection are no state of this component.
  const entries = (): MenuEntry[] => {
    const shown = currentView(tab);
    const more = views.length - inMenu;
    return [
      { id: 'save', label: t('saveCurrent'), icon: 'plus', perform: () => setDialog('save') },
      ...(views.length > 0 ? [{ kind: 'separator' as const, id: 'line' }] : []),
      ...views.slice(0, inMenu).map((view) => ({
        id: `view ${view.name}`,
        label: view.name,
        note: t(`tab.${view.content.tab}`),
        checked: sameView(view.content, shown),
        perform: () => actions.open(view),
      })),
      ...(views.length > 0
        ? [
            { kind: 'separator' as const, id: 'line 2' },
            {
              ...{ id: 'manage', label: t('manage'), perform: () => setDialog('manage') },
              note: more > 0 ? t('more', { n: more }) : undefined,
            },
          ]
        : []),
      ...(error
        ? [{ id: 'error', label: t('failed', { message: say(error.message) }), disabled: true, perform: close }]
        : []),
    ];
  };
  return (
    <>
      <Menu
        trigger={
          <Button size="small" aria-label={t('views')}>
            {t('views')}
            <Icon name="down" size={12} />
          </Button>
        }
        entries={entries}
      />
      {dialog === 'save' ? <SaveDialog views={views} save={actions.save} onClose={close} /> : null}
      {dialog === 'manage' ? <ManageDialog views={views} actions={actions} onClose={close} /> : null}
    </>
  );
}
