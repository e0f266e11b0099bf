/** Whether a picture can be shown where a page is shared: hardly any reader there takes SVG. */
export const isRaster = (mediaPath: string | null | undefined): mediaPath is string =>
  typeof mediaPath === 'string' && !mediaPath.endsWith('.svg');
