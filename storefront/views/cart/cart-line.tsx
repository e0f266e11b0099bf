import { maxQuantity } from '../../cart/cart-limits.ts';
import type { CartLine as Line } from '../../cart/find-cart.ts';
import type { Site } from '../../site.ts';
import { productPath } from '../paths.ts';
import { LinePicture } from './line-picture.tsx';

const stateText = ({ state, stock }: Line): string | null => {
  switch (state) {
    case 'reduced':
      return `Only ${stock} left. Please take fewer.`;
    case 'sold-out':
      return 'Sold out.';
    case 'unavailable':
      return 'No longer available.';
    case 'ok':
      return null;
  }
};

const isSold = ({ state }: Line): boolean => state === 'ok' || state === 'reduced';

const PriceChange = ({ site, line }: { site: Site; line: Line }) =>
  line.unitPriceMinor === line.seenPriceMinor || !isSold(line) ? null : (
    <p class="line-note">
      The price is now {site.formatMoney(line.unitPriceMinor)}, it was{' '}
      {site.formatMoney(line.seenPriceMinor)}.
    </p>
  );

const QuantityForm = ({ line }: { line: Line }) => (
  <form class="line-quantity" method="post" action={`/cart/items/${line.variantId}`}>
    <label class="visually-hidden" for={`quantity-${line.variantId}`}>
      Quantity of {line.title} {line.variantTitle}
    </label>
    <div class="quantity">
      <input
        id={`quantity-${line.variantId}`}
        name="quantity"
        type="number"
        inputmode="numeric"
        min="0"
        max={String(Math.min(line.stock, maxQuantity))}
        value={String(line.quantity)}
        aria-invalid={line.state === 'reduced' ? 'true' : undefined}
        required
      />
    </div>
    <button class="button button--secondary" type="submit">
      Change<span class="visually-hidden"> quantity of {line.title}</span>
    </button>
  </form>
);

/** A line of the cart, with what has happened to it since it was put in. */
export const CartLine = ({ site, line }: { site: Site; line: Line }) => {
  const text = stateText(line);
  return (
    <li class="line">
      <LinePicture mediaPath={line.mediaPath} />
      <div class="line-text">
        <h2 class="line-title">
          {line.handle === null ? (
            line.title
          ) : (
            <a href={productPath(line.handle, line.variantId)}>{line.title}</a>
          )}
        </h2>
        {line.variantTitle !== '' && <p class="field-hint">{line.variantTitle}</p>}
        <p class="field-hint">{site.formatMoney(line.unitPriceMinor)} each</p>
        {text !== null && <p class="line-note line-note--error">{text}</p>}
        <PriceChange site={site} line={line} />
      </div>
      <p class="line-total">
        {isSold(line) ? site.formatMoney(line.unitPriceMinor * line.quantity) : '–'}
      </p>
      <div class="line-ways">
        {isSold(line) && <QuantityForm line={line} />}
        <form method="post" action={`/cart/items/${line.variantId}`}>
          <input type="hidden" name="quantity" value="0" />
          <button class="button button--quiet" type="submit">
            Remove<span class="visually-hidden"> {line.title}</span>
          </button>
        </form>
      </div>
    </li>
  );
};
