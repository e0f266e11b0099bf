import { maxQuantity } from '../cart/cart-limits.ts';
import type { ProductVariant } from '../catalog/find-product.ts';

/** Puts a variant that is in stock into the cart. */
export const BuyForm = ({ variant }: { variant: ProductVariant }) => (
  <form class="buy-form" method="post" action="/cart/items">
    <input type="hidden" name="variant_id" value={variant.id} />
    <div class="quantity">
      <label for="quantity">Quantity</label>
      <input
        id="quantity"
        name="quantity"
        type="number"
        inputmode="numeric"
        min="1"
        max={Math.min(variant.stock, maxQuantity)}
        value="1"
        required
      />
    </div>
    <button class="button button--large" type="submit">
      Add to cart
    </button>
  </form>
);
