import type { Child } from 'hono/jsx';
import type { Site } from '../site.ts';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

/** Writes a mail from what was put into the outbox with it. Values in the HTML are escaped by JSX. */
export type MailTemplate<Payload> = (payload: Payload, site: Site) => Mail;

/** A subject is one line of a header, whatever a shopper's name or a title holds. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200);

/** The HTML frame of every mail. Mail programs know no style sheets, so styles stand inline. */
export const MailBody = ({
  site,
  title,
  children,
}: {
  site: Site;
  title: string;
  children: Child;
}) => (
  <html lang={site.locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
    </head>
    <body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">
      <div style="max-width:560px;margin:0 auto">
        <p style="font-weight:700">{site.name}</p>
        <h1 style="font-size:22px;line-height:1.3">{title}</h1>
        {children}
      </div>
    </body>
  </html>
);

export const toHtml = (document: { toString(): string | Promise<string> }): string =>
  `<!DOCTYPE html>${document}`;
