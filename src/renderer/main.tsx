// Entry of the page. The order counts: the socket opens first, then the host is asked for what the first page needs, then React
// draws.
import { socketOpened } from './data/early-socket.ts';
import './ui/tokens.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { loadPage } from './app/pages.tsx';
import { askAhead, connectToHost, openHost } from './data/index.ts';
import { parseHash } from './state/index.ts';

/** A host on this machine answers sooner; the frame of the page does not wait longer. */
const socketMs = 60;
/** The file of the first page comes sooner, too; what is drawn without it stands for 300 ms. */
const pageMs = 200;

const root = document.getElementById('root');
if (root) {
  const opened = socketOpened(socketMs);
  const host = openHost(connectToHost());
  const { route } = parseHash(location.hash);
  askAhead(host, route.page === 'study' ? route.id : null);
  const loaded = Promise.race([
    loadPage(route).catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, pageMs)),
  ]);
  const askFor = (hash: string) => {
    const { route: next } = parseHash(hash);
    // Other tabs need no curves.
    if (next.page === 'study' && next.tab === 'live') askAhead(host, next.id);
  };
  // A press takes a tenth of a second before it is a click: its answers are here by then.
  window.addEventListener('pointerdown', ({ target, button }) => {
    const link = button === 0 && target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    if (link) askFor(link.hash);
  });
  // Before React hears of it: answers come while the frame of the Live page is drawn.
  window.addEventListener('hashchange', () => askFor(location.hash));
  void Promise.all([opened, loaded]).then(() =>
    createRoot(root).render(
      <StrictMode>
        <App host={host} />
      </StrictMode>,
    ),
  );
}
