export type Suggestion = { readonly label: string; readonly kind: string; readonly href: string };

type Answer = {
  readonly products: readonly { handle: string; title: string; brand: string | null }[];
  readonly categories: readonly { handle: string; name: string }[];
};

/** Asks the shop what to offer for a text: categories first, then products. */
export const fetchSuggestions = async (
  text: string,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> => {
  const url = `/search/suggestions?q=${encodeURIComponent(text)}`;
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) return [];
  const { products, categories } = (await response.json()) as Answer;
  return [
    ...categories.map(({ handle, name }) => ({
      label: name,
      kind: 'Category',
      href: `/products?category=${encodeURIComponent(handle)}`,
    })),
    ...products.map(({ handle, title, brand }) => ({
      label: title,
      kind: brand ?? '',
      href: `/products/${encodeURIComponent(handle)}`,
    })),
  ];
};
