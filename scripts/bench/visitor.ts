export type Page = { readonly path: string; readonly html: string };

/** A browser without pictures: keeps its cookies and follows where it is sent. */
export type Visitor = {
  readonly get: (path: string) => Promise<Page>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Page>;
  readonly countRequests: () => number;
};

/** Pages come with 200 only; anything else that is no redirection throws. */
export const createVisitor = (origin: string): Visitor => {
  const cookies = new Map<string, string>();
  let requests = 0;
  const send = async (path: string, form?: Readonly<Record<string, string>>): Promise<Page> => {
    requests += 1;
    const response = await fetch(origin + path, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { origin }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location');
    if (response.status === 303 && location) return send(location);
    if (response.status !== 200) throw new Error(`${path} answers with ${response.status}`);
    return { path, html };
  };
  return {
    get: (path) => send(path),
    post: send,
    countRequests: () => requests,
  };
};

/** The hidden fields of the form on a page that is sent to `action`. */
export const hiddenFields = ({ path, html }: Page, action: string): Record<string, string> => {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1];
  if (form === undefined) throw new Error(`${path} has no form for ${action}`);
  const fields = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
};
