import type { Product, ProductVariant } from '../../catalog/find-product.ts';
import { mediaUrl } from '../../site.ts';
import { PictureFallback } from '../picture-fallback.tsx';

/** Pictures side by side to swipe through, led by the variant's own; the small ones are anchors. */
export const Gallery = ({
  product,
  shown,
}: {
  product: Product;
  shown: ProductVariant | undefined;
}) => {
  const pictures = product.images.flatMap(({ mediaPath, alt }, index) =>
    mediaPath === null ? [] : [{ src: mediaUrl(mediaPath), alt: alt || product.title, index }],
  );
  pictures.sort((a, b) => Number(b.index === shown?.image) - Number(a.index === shown?.image));
  if (pictures.length === 0) {
    return (
      <div class="gallery">
        <PictureFallback title={product.title} />
      </div>
    );
  }
  return (
    <div class="gallery" data-gallery>
      <ul
        class="gallery-track"
        aria-label="Pictures"
        tabindex={pictures.length > 1 ? 0 : undefined}
      >
        {pictures.map(({ src, alt, index }, place) => (
          <li id={`picture-${index + 1}`}>
            <img
              src={src}
              alt={alt}
              width="800"
              height="800"
              decoding="async"
              fetchpriority={place === 0 ? 'high' : undefined}
              loading={place === 0 ? undefined : 'lazy'}
            />
          </li>
        ))}
      </ul>
      {pictures.length > 1 && (
        <ul class="gallery-thumbs" aria-label="Choose a picture">
          {pictures.map(({ src, index }, place) => (
            <li>
              <a
                href={`#picture-${index + 1}`}
                aria-label={`Picture ${place + 1} of ${pictures.length}`}
              >
                <img src={src} alt="" width="80" height="80" decoding="async" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
