/** Pieces of one variant in a cart at most. */
export const maxQuantity = 99;

/** Lines of a cart at most. */
export const maxLines = 100;

/** A guest's cart is kept this long after its last change. */
export const cartLifetimeMs = 30 * 24 * 60 * 60 * 1000;
