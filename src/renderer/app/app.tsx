// The whole page: host, texts, tips, shell.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect } from 'react';
import { type Host, HostProvider, onMenuCommand } from '../data/index.ts';
import { localeOf, useLanguage, useTexts } from '../i18n/index.ts';
import { Toaster, TooltipProvider } from '../ui/index.ts';
import { useKeyHandler } from './key-handler.ts';
import { performFromMenu } from './menu-commands.ts';
import { Shell } from './shell.tsx';
import { texts } from './texts.ts';

export function App({ host }: { host: Host }) {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = localeOf(language);
  }, [language]);
  useKeyHandler();
  useMenuCommands();
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={500}>
        <HostProvider host={host}>
          <Shell />
        </HostProvider>
        <Toaster />
      </TooltipProvider>
    </CSPProvider>
  );
}

function useMenuCommands(): void {
  const t = useTexts(texts);
  useEffect(() => onMenuCommand((id) => performFromMenu(id, () => t('notHere'))), [t]);
}
