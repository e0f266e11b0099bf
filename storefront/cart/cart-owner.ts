/** Whose cart: a shopper's by id, a guest's by the hash of the token in the browser's cart cookie. */
export type CartOwner =
  | { readonly userId: number; readonly tokenHash?: undefined }
  | { readonly tokenHash: string; readonly userId?: undefined };
