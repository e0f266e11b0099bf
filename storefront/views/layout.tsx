import type { Child } from 'hono/jsx';
import type { Site } from '../site.ts';

export type PageMeta = {
  readonly title: string;
  readonly description: string;
  /** Path of the one address of the page's content; none where it should not be indexed. */
  readonly canonicalPath?: string;
  /** Path of the picture shown where the page is shared. */
  readonly imagePath?: string;
  /** schema.org objects. */
  readonly structuredData?: readonly object[];
};

type LayoutProps = { site: Site; meta: PageMeta; searchText?: string; children: Child };

/** `<` never stands in the JSON, so that nothing in it can close the element. */
const toJsonLd = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c');

export const Layout = ({ site, meta, searchText = '', children }: LayoutProps) => (
  <html lang={site.locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{meta.title}</title>
      <meta name="description" content={meta.description} />
      {meta.canonicalPath === undefined ? (
        <meta name="robots" content="noindex" />
      ) : (
        <link rel="canonical" href={site.origin + meta.canonicalPath} />
      )}
      <link rel="stylesheet" href={site.asset('shop.css')} />
      <link rel="icon" href={site.asset('favicon.svg')} type="image/svg+xml" />
      <script type="module" src={site.asset('shop.js')} />
      {(meta.structuredData ?? []).map((data) => (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: toJsonLd(data) }} />
      ))}
    </head>
    <body>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <header>
        <a href="/shop">{site.name}</a>
        <form action="/products" role="search">
          <input type="search" name="q" value={searchText} aria-label="Search products" />
          <button type="submit">Search</button>
        </form>
      </header>
      <main id="main">{children}</main>
      <footer>
        <p>{site.name}</p>
      </footer>
    </body>
  </html>
);
