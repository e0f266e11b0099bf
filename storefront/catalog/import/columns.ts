/**
 * Shopify's product columns: the name in the older header style, which the export writes, and where
 * it differs the name in the newer one.
 */
export const columnNames = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  description: ['Body (HTML)', 'Description'],
  vendor: ['Vendor'],
  type: ['Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  option1Name: ['Option1 Name'],
  option1Value: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2Value: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3Value: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  barcode: ['Variant Barcode', 'Barcode'],
  imageSource: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  seoTitle: ['SEO Title'],
  seoDescription: ['SEO Description'],
  variantImage: ['Variant Image', 'Variant image URL'],
  status: ['Status'],
  collection: ['Collection'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Column = keyof typeof columnNames;

export const columns = Object.keys(columnNames) as readonly Column[];

const columnByName: ReadonlyMap<string, Column> = new Map(
  columns.flatMap((column) =>
    columnNames[column].map((name) => [name.toLowerCase(), column] as const),
  ),
);

export const findColumn = (name: string): Column | undefined =>
  columnByName.get(name.normalize('NFC').trim().toLowerCase());
