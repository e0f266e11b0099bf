import { raw } from 'hono/html';

const icon = (paths: string) =>
  raw(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`,
  );

/** Drawn icons, hidden from assistive technology: the text beside each says what it means. */
export const icons = {
  search: icon('<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>'),
  account: icon('<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>'),
  cart: icon(
    '<path d="M4 9.5h16l-1.7 9.2a1.8 1.8 0 0 1-1.8 1.5H7.5a1.8 1.8 0 0 1-1.8-1.5zM8.5 9.5 11 4M15.5 9.5 13 4"/><path d="M9.5 13v3.5M14.5 13v3.5"/>',
  ),
  close: icon('<path d="m7 7 10 10M17 7 7 17"/>'),
  previous: icon('<path d="m14.5 6-6 6 6 6"/>'),
  next: icon('<path d="m9.5 6 6 6-6 6"/>'),
  arrow: icon('<path d="M5 12h14M13 6l6 6-6 6"/>'),
  tag: icon('<path d="M12.5 4H20v7.5l-8.5 8.5L4 12.5z"/><circle cx="16" cy="8" r="1.2"/>'),
  lock: icon(
    '<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
  ),
  shelf: icon('<path d="M4 5v15M20 5v15M4 11.5h16M4 18.5h16M8 11.5V7.5h4v4M15 18.5v-3.5"/>'),
  filter: icon('<path d="M4 7h16M7 12h10M10 17h4"/>'),
} as const;

/** The mark: a market awning whose scallops are the first row of waves. */
export const mark = raw(
  '<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false"><rect width="40" height="40" rx="11" fill="#0b3f4c"/><path d="M9 8h22l3.5 8.5a4.83 4.83 0 0 1-9.66 0 4.83 4.83 0 0 1-9.68 0 4.83 4.83 0 0 1-9.66 0z" fill="#fbf3e4"/><path d="M14.5 8h11l-.66 8.5a4.83 4.83 0 0 1-9.68 0z" fill="#ef7d63"/><path d="M7 27.2c3.2-3 5.6-3 8.7 0s5.5 3 8.6 0 5.5-3 8.7 0" fill="none" stroke="#9ad6c4" stroke-width="2.6" stroke-linecap="round"/><path d="M11.5 33c2.6-2 4.3-2 6.5-.2s4 1.8 6.200.2 2.9-1.3 4.3-.5" fill="none" stroke="#9ad6c4" stroke-width="2.3" stroke-linecap="round" opacity=".65"/></svg>',
);
