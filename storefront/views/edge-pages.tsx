import { readConfig } from '../config.ts';
import { createSite } from '../site.ts';
import { ErrorPage } from './error-page.tsx';
import { LandingPage } from './landing-page.tsx';
import { renderHtml } from './render-html.ts';

/**
 * The pages that the CDN has from a bucket: the door of the shop, and what stands there while the shop
 * is away. They are what the storefront itself would answer with the same settings.
 * @param staticNames source name of a static file -> name it is served by.
 * @param settings environment of the storefront, PUBLIC_ORIGIN among it.
 */
export const renderEdgePages = (
  staticNames: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const site = createSite(readConfig(settings), {
    path: (name) => {
      const served = staticNames[name];
      if (served === undefined) throw new Error(`no static file ${name}`);
      return `/static/${served}`;
    },
    read: () => undefined,
  });
  return {
    'offers.html': renderHtml(<LandingPage site={site} />),
    'unavailable.html': renderHtml(<ErrorPage site={site} status={503} />),
  };
};
