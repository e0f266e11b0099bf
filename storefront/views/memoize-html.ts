import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { LRUCache } from 'lru-cache';
import type { Site } from '../site.ts';

const maxCharacters = 4_000_000;

/**
 * A component that keeps what it has rendered, for parts that many pages repeat: rendering a card
 * costs more than reading its product.
 * @param keyOf everything that the component shows, besides the site.
 */
export const memoizeHtml = <P extends { site: Site }>(
  component: (props: P) => { toString(): string },
  keyOf: (props: P) => string,
): ((props: P) => HtmlEscapedString) => {
  const rendered = new WeakMap<Site, LRUCache<string, HtmlEscapedString>>();
  const cacheOf = (site: Site) => {
    const known = rendered.get(site);
    if (known) return known;
    const cache = new LRUCache<string, HtmlEscapedString>({
      maxSize: maxCharacters,
      sizeCalculation: (html, key) => html.length + key.length,
    });
    rendered.set(site, cache);
    return cache;
  };
  return (props) => {
    const cache = cacheOf(props.site);
    const key = keyOf(props);
    const known = cache.get(key);
    if (known) return known;
    const html = raw(String(component(props)));
    cache.set(key, html);
    return html;
  };
};
