import type { ProductCard as Card } from '../catalog/product-card.ts';
import { mediaUrl, type Site } from '../site.ts';

export const ProductCard = ({ site, card }: { site: Site; card: Card }) => (
  <article class="card">
    <a href={`/products/${encodeURIComponent(card.handle)}`}>
      {card.mediaPath && <img src={mediaUrl(card.mediaPath)} alt={card.alt} width="400" height="400" loading="lazy" />}
      <h3>{card.title}</h3>
    </a>
    {card.brand && <p>{card.brand}</p>}
    <p>
      {card.priceVaries && 'from '}
      {site.formatMoney(card.priceMinor)}
      {card.compareAtMinor !== null && <s>{site.formatMoney(card.compareAtMinor)}</s>}
    </p>
    {!card.inStock && <p>Sold out</p>}
  </article>
);

export const ProductGrid = ({ site, cards }: { site: Site; cards: readonly Card[] }) => (
  <ul class="grid">
    {cards.map((card) => (
      <li>
        <ProductCard site={site} card={card} />
      </li>
    ))}
  </ul>
);
