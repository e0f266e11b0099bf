import type { Minor } from '../money.ts';

/** A picture: in the media store, or still at the address it came from, or both. */
export type CatalogImage = {
  /** Path below /media/, null as long as the picture was not fetched. */
  readonly mediaPath: string | null;
  readonly sourceUrl: string | null;
  readonly alt: string;
};

export type CatalogVariant = {
  /** One value per option name of the product, in that order; empty for a product without options. */
  readonly options: readonly string[];
  readonly sku: string | null;
  readonly priceMinor: Minor;
  readonly compareAtMinor: Minor | null;
  /** Pieces at hand; null leaves the stock as it is (a new variant then has none). */
  readonly stock: number | null;
  readonly weightGrams: number | null;
  readonly barcode: string;
  /** Index into the product's images. */
  readonly image: number | null;
};

/** A whole product as files and the database exchange it. Order in every list is meaningful. */
export type CatalogProduct = {
  readonly handle: string;
  readonly title: string;
  /** Sanitised HTML. */
  readonly descriptionHtml: string;
  readonly brand: string | null;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly published: boolean;
  readonly optionNames: readonly string[];
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly images: readonly CatalogImage[];
  readonly variants: readonly CatalogVariant[];
};
