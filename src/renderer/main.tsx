// Entry of the page. The order counts: the socket opens first, then the host is asked for what the first page needs, then React
// draws.
import { socketOpened } from './data/early-socket.ts';
import './ui/tokens.css';
import './ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { askAhead, connectToHost, openHost } from './data/index.ts';
import { parseHash } from './state/index.ts';

/** A host on this machine answers sooner; the frame of the page does not wait longer. */
const socketMs = 60;

const root = document.getElementById('root');
if (root) {
  const opened = socketOpened(socketMs);
  const host = openHost(connectToHost());
  const { route } = parseHash(location.hash);
  askAhead(host, route.page === 'study' ? route.id : null);
  // Before React hears of it: answers come while the frame of the Live page is drawn. Other tabs need no curves.
  window.addEventListener('hashchange', () => {
    const { route: next } = parseHash(location.hash);
    if (next.page === 'study' && next.tab === 'live') askAhead(host, next.id);
  });
  void opened.then(() =>
    createRoot(root).render(
      <StrictMode>
        <App host={host} />
      </StrictMode>,
    ),
  );
}
