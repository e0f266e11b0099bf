import type { Product, ProductVariant } from '../../catalog/find-product.ts';
import type { Site } from '../../site.ts';
import { BuyForm } from '../buy-form.tsx';
import { brandPath, categoryPath } from '../paths.ts';
import { savedPercent, stockState } from '../words.ts';
import { OptionChoice } from './option-choice.tsx';
import { buildOptionGroups } from './option-groups.ts';

type BuyBoxProps = { site: Site; product: Product; shown: ProductVariant | undefined };

const Price = ({ site, variant }: { site: Site; variant: ProductVariant }) => {
  const { priceMinor, compareAtMinor } = variant;
  const saved = savedPercent(priceMinor, compareAtMinor);
  if (saved === undefined || compareAtMinor === null) {
    return <p class="price price--large">{site.formatMoney(priceMinor)}</p>;
  }
  return (
    <p class="price price--large">
      <span class="visually-hidden">Now </span>
      <strong class="price-now">{site.formatMoney(priceMinor)}</strong>
      <span class="visually-hidden">, before </span>
      <s>{site.formatMoney(compareAtMinor)}</s>
      <span class="price-saving">
        You save {site.formatMoney(compareAtMinor - priceMinor)} ({saved}%)
      </span>
    </p>
  );
};

const SoldOut = ({ product }: { product: Product }) => {
  const [category] = product.categories;
  return product.variants.some(({ stock }) => stock > 0) ? (
    <p class="notice notice--info">This choice is sold out. Another one above is in stock.</p>
  ) : (
    <div class="notice notice--info">
      <p>Every piece has found a home. You may like something similar.</p>
      <p>
        <a href={category ? categoryPath(category.handle) : '/products'}>
          See {category ? category.name : 'all products'}
        </a>
      </p>
    </div>
  );
};

/** All that is needed to decide: who made it, what it costs, which one, and how many are left. */
export const BuyBox = ({ site, product, shown }: BuyBoxProps) => {
  const stock = shown && stockState(shown.stock);
  return (
    <div class="buy-box">
      {product.brand && (
        <p class="buy-box-brand">
          <a href={brandPath(product.brand.handle)}>{product.brand.name}</a>
        </p>
      )}
      <h1>{product.title}</h1>
      {shown && <Price site={site} variant={shown} />}
      {shown &&
        buildOptionGroups(product, shown).map((group) => (
          <OptionChoice handle={product.handle} group={group} />
        ))}
      {stock && (
        <p class={`stock stock--${stock.tone}`} data-announce>
          {stock.text}
        </p>
      )}
      {shown && (shown.stock > 0 ? <BuyForm variant={shown} /> : <SoldOut product={product} />)}
      {shown?.sku && <p class="buy-box-sku">Article {shown.sku}</p>}
    </div>
  );
};
