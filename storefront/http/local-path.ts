const base = 'http://shop.invalid';

/**
 * Where to go after a form, from what the request asks for: a path of this shop, or the fallback.
 * Never another host, however it is disguised.
 */
export const toLocalPath = (wanted: string | undefined, fallback: string): string => {
  // Browsers read a backslash as a slash and drop line breaks and tabs.
  if (!wanted || wanted.length > 500 || !/^\/(?!\/)[\x20-\x7e]*$/.test(wanted)) return fallback;
  if (wanted.includes('\\') || !URL.canParse(wanted, base)) return fallback;
  const { origin, pathname, search } = new URL(wanted, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : fallback;
};
