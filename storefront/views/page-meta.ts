export type PageMeta = {
  readonly title: string;
  readonly description: string;
  /** Path of the one address of the page's content; none where it should not be indexed. */
  readonly canonicalPath?: string | undefined;
  /** Path of the picture shown where the page is shared; a raster one, since few readers take SVG. */
  readonly imagePath?: string | undefined;
  /** Open Graph type, `website` when left out. */
  readonly type?: 'website' | 'product';
  /** schema.org objects. */
  readonly structuredData?: readonly object[];
};
