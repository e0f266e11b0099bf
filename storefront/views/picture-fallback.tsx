const tints = 4;

/** The letter and one of four tints for a product without a picture: the same for the same title. */
export const fallbackOf = (title: string): { initial: string; tint: number } => {
  const letter = /[\p{L}\p{N}]/u.exec(title)?.[0] ?? '~';
  return {
    initial: letter.toLocaleUpperCase('en'),
    tint: (title.length + (letter.codePointAt(0) ?? 0)) % tints,
  };
};

/** Stands where a picture would: the shop's wave under the product's initial. */
export const PictureFallback = ({ title }: { title: string }) => {
  const { initial, tint } = fallbackOf(title);
  return (
    <span class={`no-picture no-picture--${tint}`} aria-hidden="true">
      <b>{initial}</b>
    </span>
  );
};
