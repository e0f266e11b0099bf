import type { Site } from '../../site.ts';
import { type Mail, MailBody, oneLine, toHtml } from '../mail-template.tsx';

type LinkMail = {
  readonly title: string;
  /** One paragraph each. */
  readonly before: readonly string[];
  readonly link?: { readonly label: string; readonly path: string };
  readonly after: readonly string[];
};

/** A mail of some words and at most one link, as all mails about an account are. */
export const writeLinkMail = ({ title, before, link, after }: LinkMail, site: Site): Mail => {
  const url = link && site.origin + link.path;
  return {
    subject: oneLine(`${title} at ${site.name}`),
    text: `${[...before, ...(link ? [`${link.label}: ${url}`] : []), ...after].join('\n\n')}\n`,
    html: toHtml(
      <MailBody site={site} title={title}>
        {before.map((text) => (
          <p>{text}</p>
        ))}
        {link && (
          <p>
            <a href={url}>{link.label}</a>
          </p>
        )}
        {after.map((text) => (
          <p>{text}</p>
        ))}
      </MailBody>,
    ),
  };
};
