import type { ProductCard as Card } from '../catalog/product-card.ts';
import { mediaUrl, type Site } from '../site.ts';
import { memoizeHtml } from './memoize-html.ts';
import { productPath } from './paths.ts';
import { PictureFallback } from './picture-fallback.tsx';
import { savedPercent } from './words.ts';

type ProductCardProps = { site: Site; card: Card; eager?: boolean };

const renderCard = ({ site, card, eager = false }: ProductCardProps) => {
  const saved = savedPercent(card.priceMinor, card.compareAtMinor);
  return (
    <li class={card.inStock ? 'card' : 'card is-sold-out'}>
      <div class="card-picture">
        {card.mediaPath === null ? (
          <PictureFallback title={card.title} />
        ) : (
          <img
            src={mediaUrl(card.mediaPath)}
            alt={card.alt}
            width="400"
            height="400"
            loading={eager ? undefined : 'lazy'}
            decoding="async"
          />
        )}
        {card.inStock ? (
          saved !== undefined && <span class="badge badge--sale">−{saved}%</span>
        ) : (
          <span class="badge">Sold out</span>
        )}
      </div>
      <h3 class="card-title">
        <a href={productPath(card.handle)}>{card.title}</a>
      </h3>
      {card.brand !== null && <p class="card-brand">{card.brand}</p>}
      <p class="price">
        {card.priceVaries && <span class="price-from">from </span>}
        {saved === undefined ? (
          <span>{site.formatMoney(card.priceMinor)}</span>
        ) : (
          <>
            <span class="visually-hidden">now </span>
            <strong class="price-now">{site.formatMoney(card.priceMinor)}</strong>
            <span class="visually-hidden">, before </span>
            <s>{site.formatMoney(card.compareAtMinor ?? 0)}</s>
          </>
        )}
      </p>
    </li>
  );
};

const ProductCard = memoizeHtml(
  renderCard,
  ({ card, eager }) => `${Object.values(card).join('\u0000')}\u0000${eager}`,
);

type ProductGridProps = {
  site: Site;
  cards: readonly Card[];
  /** How many pictures load at once, because they are seen first. */
  eagerCount?: number;
};

export const ProductGrid = ({ site, cards, eagerCount = 0 }: ProductGridProps) => (
  <ul class="card-grid">
    {cards.map((card, index) => (
      <ProductCard site={site} card={card} eager={index < eagerCount} />
    ))}
  </ul>
);
