import { announce } from './announce.ts';

let current: AbortController | undefined;
let hasVisited = false;

const openDetails = (): readonly string[] =>
  [...document.querySelectorAll<HTMLDetailsElement>('main details[id][open]')].map(({ id }) => id);

const show = (page: Document): void => {
  const main = document.querySelector('main');
  const next = page.querySelector('main');
  if (!main || !next) throw new Error('not a page of the shop');
  const focusedId = document.activeElement?.id;
  const stripScroll = [...document.querySelectorAll('.site-nav')].map(
    ({ scrollLeft }) => scrollLeft,
  );
  const open = openDetails();
  main.replaceWith(document.adoptNode(next));
  const nav = page.querySelector('.site-nav');
  const shownNav = document.querySelector('.site-nav');
  if (nav && shownNav) {
    shownNav.replaceWith(document.adoptNode(nav));
    nav.scrollLeft = stripScroll[0] ?? 0;
  }
  document.title = page.title;
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  const focusTarget = focusedId ? document.getElementById(focusedId) : null;
  (focusTarget ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true });
  document.dispatchEvent(new Event('shop:shown'));
  announce(document.querySelector('main [data-announce]')?.textContent ?? page.title);
};

/**
 * Shows another address of the shop in place: the reading position, the focus and open panels stay.
 * Whatever goes wrong ends in an ordinary visit.
 */
export const visit = async (url: string, how: 'push' | 'replace' = 'push'): Promise<void> => {
  current?.abort();
  current = new AbortController();
  const { signal } = current;
  document.querySelector('main')?.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { signal, headers: { accept: 'text/html' } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (signal.aborted) return;
    show(page);
    hasVisited = true;
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', url);
  } catch {
    if (!signal.aborted) location.assign(url);
  }
};

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** Links marked `data-visit` change the page in place. */
export const enhanceLinks = (): void => {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-visit]');
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    void visit(link.href, link.dataset['visit'] === 'replace' ? 'replace' : 'push');
  });
  window.addEventListener('popstate', () => {
    if (hasVisited) location.reload();
  });
};
