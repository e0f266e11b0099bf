import type { CategoryTile, Home } from '../catalog/find-home.ts';
import { mediaUrl, type Site } from '../site.ts';
import { Layout } from './layout.tsx';
import { categoryPath } from './paths.ts';
import { PictureFallback } from './picture-fallback.tsx';
import { ProductGrid } from './product-card.tsx';
import { icons } from './shell/icons.tsx';
import { buildWebsite } from './structured-data.ts';
import { countOf, savedPercent } from './words.ts';

const Tiles = ({ site, categories }: { site: Site; categories: readonly CategoryTile[] }) => (
  <ul class="tiles">
    {categories.map(({ handle, name, count, mediaPath }) => (
      <li class="tile">
        {mediaPath === null ? (
          <PictureFallback title={name} />
        ) : (
          <img src={mediaUrl(mediaPath)} alt="" width="200" height="200" decoding="async" />
        )}
        <h3>
          <a href={categoryPath(handle)}>{name}</a>
        </h3>
        <p>{countOf(count, 'product')}</p>
      </li>
    ))}
    <li class="tile">
      <img src={site.asset('tile-all.svg')} alt="" width="200" height="200" decoding="async" />
      <h3>
        <a href="/products">Everything</a>
      </h3>
      <p>The whole market</p>
    </li>
  </ul>
);

const Promotion = ({ site, home }: { site: Site; home: Home }) => (
  <section class="promotion" id="offers" aria-labelledby="offers-title">
    <div class="promotion-lead">
      <img
        src={site.asset('low-tide.svg')}
        alt=""
        width="480"
        height="320"
        loading="lazy"
        decoding="async"
      />
      <h2 id="offers-title">Low-tide prices</h2>
      <p>
        When the water goes out, so does the price. These are the best of it, as long as they last.
      </p>
    </div>
    <ProductGrid site={site} cards={home.reduced} />
  </section>
);

export const HomePage = ({ site, home }: { site: Site; home: Home }) => {
  const saved = Math.max(
    0,
    ...home.reduced.map(
      ({ priceMinor, compareAtMinor }) => savedPercent(priceMinor, compareAtMinor) ?? 0,
    ),
  );
  return (
    <Layout
      site={site}
      categories={home.categories}
      width="bare"
      meta={{
        title: `${site.name}: good things, brought in with the tide`,
        description: `Browse ${site.name} by category, find reduced prices, and see what is new on the quay.`,
        canonicalPath: '/shop',
        structuredData: [buildWebsite(site)],
      }}
    >
      {saved > 0 && (
        <p class="promotion-bar">
          <a href="#offers">
            {icons.tag}
            <span>
              Low-tide prices: save up to {saved}%{' '}
              <span class="promotion-bar-more">while they last</span>
            </span>
          </a>
        </p>
      )}
      <section class="welcome">
        <div class="welcome-text">
          <h1>Good things, brought in with the tide</h1>
          <p>Well-made, useful and now and then a little unexpected. Take your time.</p>
          <p class="welcome-ways">
            <a class="button button--large" href="/products">
              Browse everything
            </a>
            <a class="button button--large button--secondary" href="/products?sort=newest">
              New in
            </a>
          </p>
        </div>
        <img
          src={site.asset('harbour-market.svg')}
          alt=""
          width="1200"
          height="800"
          fetchpriority="high"
          decoding="async"
        />
      </section>
      <div class="page">
        <section class="section" aria-labelledby="categories">
          <h2 id="categories">Along the quay</h2>
          <Tiles site={site} categories={home.categories} />
        </section>
        {home.reduced.length > 0 && <Promotion site={site} home={home} />}
        {home.featured.length > 0 && (
          <section class="section" aria-labelledby="featured">
            <div class="section-head">
              <h2 id="featured">Picked for you to find</h2>
              <a class="more" href="/products">
                See all products
                {icons.arrow}
              </a>
            </div>
            <ProductGrid site={site} cards={home.featured} />
          </section>
        )}
      </div>
    </Layout>
  );
};
