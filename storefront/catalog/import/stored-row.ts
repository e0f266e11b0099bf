/** What a row of the file says, each cell checked by itself. */
export type StoredRow = {
  readonly line: number;
  /** Of the handle's first row only. */
  readonly product: ProductFields | null;
  readonly title: string;
  readonly optionNames: readonly [string, string, string];
  readonly collection: string;
  readonly variant: VariantFields | null;
  readonly image: ImageFields | null;
};

export type ProductFields = {
  readonly descriptionHtml: string;
  readonly brand: string | null;
  readonly type: string;
  readonly keywords: readonly string[];
  readonly published: boolean;
  readonly seoTitle: string;
  readonly seoDescription: string;
};

export type VariantFields = {
  readonly options: readonly [string, string, string];
  readonly sku: string | null;
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  readonly stock: number | null;
  readonly weightGrams: number | null;
  readonly barcode: string;
  readonly imageSource: string;
};

export type ImageFields = {
  readonly source: string;
  readonly position: number | null;
  readonly alt: string;
};
