// The whole page: host, texts, tips, shell.
import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect } from 'react';
import { type Host, HostProvider } from '../data/index.ts';
import { localeOf, useLanguage } from '../i18n/index.ts';
import { Toaster, TooltipProvider } from '../ui/index.ts';
import { useKeyHandler } from './key-handler.ts';
import { Shell } from './shell.tsx';

export function App({ host }: { host: Host }) {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = localeOf(language);
  }, [language]);
  useKeyHandler();
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
