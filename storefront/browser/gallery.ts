const mark = (gallery: Element, index: number): void => {
  gallery.querySelectorAll('.gallery-thumbs a').forEach((thumb, position) => {
    if (position === index) thumb.setAttribute('aria-current', 'true');
    else thumb.removeAttribute('aria-current');
  });
};

const watch = (): void => {
  for (const gallery of document.querySelectorAll('[data-gallery]')) {
    const track = gallery.querySelector('.gallery-track');
    if (!track) continue;
    mark(gallery, 0);
    track.addEventListener(
      'scroll',
      () => mark(gallery, Math.round(track.scrollLeft / track.clientWidth)),
      { passive: true },
    );
  }
};

/** Small pictures slide their large one in, instead of jumping to it; the one seen is marked. */
export const enhanceGallery = (): void => {
  watch();
  document.addEventListener('shop:shown', watch);
  document.addEventListener('click', (event) => {
    const thumb = (event.target as Element).closest<HTMLAnchorElement>('.gallery-thumbs a');
    const picture = thumb && document.getElementById(thumb.hash.slice(1));
    if (!picture?.parentElement) return;
    event.preventDefault();
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    picture.parentElement.scrollTo({
      left: picture.offsetLeft - picture.parentElement.offsetLeft,
      behavior,
    });
  });
};
