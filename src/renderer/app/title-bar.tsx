// Brand, study switcher, command field, language, theme, keys.
import { useStudies } from '../data/index.ts';
import { common, useLanguageStore, useTexts } from '../i18n/index.ts';
import { navigate, themes, useTheme } from '../state/index.ts';
import { Button, Icon, IconButton, Kbd, Logo, Menu, type MenuEntry, Tooltip } from '../ui/index.ts';
import style from './shell.module.css';
import { texts } from './texts.ts';

export function TitleBar({
  studyId,
  onSearch,
  onKeys,
}: {
  studyId: string | null;
  onSearch: () => void;
  onKeys: () => void;
}) {
  const t = useTexts(texts);
  return (
    <header className={style.titlebar}>
      <div className={style.left}>
        <div className={style.brand}>
          <Logo />
          <span>Vernier</span>
        </div>
        <StudySwitcher studyId={studyId} />
      </div>
      <button type="button" className={style.search} aria-label={t('search')} onClick={onSearch}>
        <Icon name="search" size={14} />
        <span className="grow ell">{t('search')}</span>
        <Kbd keys="Mod+K" />
      </button>
      <div className={style.right}>
        <LanguageSwitch />
        <ThemeSwitch />
        <IconButton icon="help" label={t('keys')} shortcut="?" onClick={onKeys} />
      </div>
    </header>
  );
}

function StudySwitcher({ studyId }: { studyId: string | null }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { data: studies } = useStudies();
  if (!studies || studies.length === 0) return null;
  const current = studies.find((study) => study.id === studyId);
  const listed = studies.filter(({ archived }) => !archived);
  const entries: MenuEntry[] = listed.slice(0, 20).map((study) => ({
    id: study.id,
    label: study.name,
    note: c(`study.${study.state}`),
    checked: study.id === studyId,
    perform: () => navigate({ page: 'study', id: study.id, tab: 'live' }),
  }));
  entries.push(
    { kind: 'separator', id: 'line' },
    { id: 'all', label: t('backToStudies'), icon: 'studies', perform: () => navigate({ page: 'studies' }) },
  );
  return (
    <div className={style.crumb}>
      <Menu
        entries={entries}
        trigger={
          <Button kind="quiet" size="small" title={current?.name}>
            <span className="ell" style={{ fontSize: 'var(--fs-base)' }}>
              {current?.name ?? t('chooseStudy')}
            </span>
            <Icon name="down" size={12} />
          </Button>
        }
      />
    </div>
  );
}

function LanguageSwitch() {
  const t = useTexts(texts);
  const { language, set } = useLanguageStore();
  return (
    <Tooltip text={language === 'en' ? '中文' : 'English'}>
      <Button
        kind="quiet"
        size="small"
        aria-label={`${t('language')}: ${language === 'en' ? 'English' : '中文'}`}
        onClick={() => set(language === 'en' ? 'zh' : 'en')}
      >
        {language === 'en' ? 'EN' : '中'}
      </Button>
    </Tooltip>
  );
}

function ThemeSwitch() {
  const t = useTexts(texts);
  const { theme, set } = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <IconButton
      icon={theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'screen'}
      label={t('theme', { theme: t(`theme.${theme}`) })}
      onClick={() => set(next)}
    />
  );
}
