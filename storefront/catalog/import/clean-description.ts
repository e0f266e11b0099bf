import sanitizeHtml from 'sanitize-html';

const options: sanitizeHtml.IOptions = {
  allowedTags:
    `p br hr div span h1 h2 h3 h4 h5 h6 b strong i em u s del ins mark small sub sup q cite
    code pre blockquote abbr ul ol li dl dt dd table caption thead tbody tfoot tr th td a`.split(
      /\s+/,
    ),
  allowedAttributes: {
    a: ['href', 'rel', 'title'],
    abbr: ['title'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, { href = '', title }) => ({
      tagName,
      attribs: {
        ...(/^(https?:|mailto:)/i.test(href) && { href, rel: 'nofollow noopener' }),
        ...(title !== undefined && { title }),
      },
    }),
  },
};

const plainText = /^[^<>&"'\r]*$/;

// Composed before it is read as HTML: composing could otherwise eat the end of a tag.
const cleanOnce = (html: string): string =>
  sanitizeHtml(html.normalize('NFC').replace(/\r\n?/g, '\n'), options).trim();

/**
 * The text, lists, tables and links of a description, safe to show. Cleaning the result again
 * changes nothing, so that a catalog exported and imported stays as it is.
 */
export const cleanDescription = (html: string): string => {
  if (plainText.test(html)) return html.normalize('NFC').trim();
  let clean = cleanOnce(html);
  for (let times = 0; times < 8; times += 1) {
    const again = cleanOnce(clean);
    if (again === clean) return clean;
    clean = again;
  }
  return clean;
};
