/** Where a request comes from, as AWS's lists of addresses tell. */
export type Source = 'home' | 'anonymous' | 'hosting';

/** A request as a firewall sees it: nothing decoded, names of headers in lower case. */
export type WebRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly source: Source;
};

const browser = {
  host: 'shop.example',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  accept: 'text/html,application/xhtml+xml',
  'accept-language': 'de,en;q=0.7',
  cookie: `__Host-session=${'s'.repeat(43)}; __Host-cart=${'c'.repeat(43)}`,
};

/** What a browser sends unless told otherwise. @param target path and query. */
export const webRequest = (
  target: string,
  { headers = {}, ...more }: Partial<Omit<WebRequest, 'path' | 'query'>> = {},
): WebRequest => {
  const mark = target.indexOf('?');
  return {
    method: 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    body: '',
    source: 'home',
    ...more,
    headers: { ...browser, ...headers },
  };
};

/** A form as a browser posts it. */
export const webForm = (
  path: string,
  fields: Readonly<Record<string, string>>,
  more: Partial<Omit<WebRequest, 'path' | 'query' | 'method' | 'body'>> = {},
): WebRequest =>
  webRequest(path, {
    ...more,
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: {
      origin: 'https://shop.example',
      'content-type': 'application/x-www-form-urlencoded',
      ...more.headers,
    },
  });
