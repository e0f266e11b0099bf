import type { Child } from 'hono/jsx';
import type { Site } from '../site.ts';
import type { PageMeta } from './page-meta.ts';
import { Head } from './shell/head.tsx';
import { SiteFooter } from './shell/site-footer.tsx';
import { type NavCategory, SiteHeader } from './shell/site-header.tsx';

type LayoutProps = {
  site: Site;
  meta: PageMeta;
  searchText?: string;
  /** Shown as a bar below the header; none, no bar. */
  categories?: readonly NavCategory[];
  activeCategory?: string | null;
  /** `bare` has no padding of its own: the page draws its sections from edge to edge. */
  width?: 'page' | 'bare';
  children: Child;
};

export const Layout = ({
  site,
  meta,
  searchText = '',
  categories = [],
  activeCategory = null,
  width = 'page',
  children,
}: LayoutProps) => (
  <html lang={site.locale}>
    <Head site={site} meta={meta} />
    <body>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <SiteHeader
        site={site}
        searchText={searchText}
        categories={categories}
        activeCategory={activeCategory}
      />
      <main id="main" class={width} tabindex={-1}>
        {children}
      </main>
      <SiteFooter site={site} />
      <div class="visually-hidden" role="status" data-live />
    </body>
  </html>
);
