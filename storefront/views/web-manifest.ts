import type { Site } from '../site.ts';

/** What a device needs to keep the shop on its home screen. */
export const buildWebManifest = (site: Site): object => ({
  name: site.name,
  short_name: site.name,
  start_url: '/shop',
  scope: '/',
  display: 'browser',
  background_color: '#fbf8f2',
  theme_color: '#0b3f4c',
  icons: [
    { src: site.asset('favicon.svg'), type: 'image/svg+xml', sizes: 'any' },
    { src: site.asset('icon-180.png'), type: 'image/png', sizes: '180x180' },
    { src: site.asset('icon-512.png'), type: 'image/png', sizes: '512x512' },
  ],
});
