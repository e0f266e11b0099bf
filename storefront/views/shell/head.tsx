import type { Site } from '../../site.ts';
import type { PageMeta } from '../page-meta.ts';

/** `<` never stands in the JSON, so that nothing in it can close the element. */
const toJsonLd = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c');

/** Everything a page says about itself to browsers, search engines and those it is shared with. */
export const Head = ({ site, meta }: { site: Site; meta: PageMeta }) => {
  const shareImage = site.origin + (meta.imagePath ?? site.asset('share.png'));
  return (
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
      <script type="module" src={site.asset('shop.js')} />
      <link rel="icon" href={site.asset('favicon.svg')} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={site.asset('icon-180.png')} />
      <link rel="manifest" href="/site.webmanifest" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf8f2" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0a1a21" />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:type" content={meta.type ?? 'website'} />
      <meta property="og:title" content={meta.title} />
      <meta property="og:description" content={meta.description} />
      {meta.canonicalPath !== undefined && (
        <meta property="og:url" content={site.origin + meta.canonicalPath} />
      )}
      <meta property="og:image" content={shareImage} />
      <meta name="twitter:card" content="summary_large_image" />
      {meta.structuredData?.map((data) => (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: toJsonLd(data) }} />
      ))}
    </head>
  );
};
