import { isUtf8 } from 'node:buffer';
import sanitizeHtml from 'sanitize-html';

// Names that draw. A list of what is allowed, as whoever lists what is forbidden forgets something.
const drawing = new Set(
  `svg g defs symbol use title desc metadata style switch path rect circle ellipse line polyline
  polygon text tspan textPath image marker pattern clipPath mask linearGradient radialGradient stop
  filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
  feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
  feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
  feSpotLight feTile feTurbulence`.split(/\s+/),
);

const ownReference = /^#/;
const embeddedPicture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/;

const isOutside = (css: string): boolean =>
  // A backslash could spell any of the words below otherwise.
  /\\|@import|expression\s*\(|javascript:/i.test(css) ||
  [...css.matchAll(/url\s*\(\s*["']?\s*(.)/gi)].some(([, first]) => first !== '#') ||
  /(?:image|image-set|src)\s*\(/i.test(css);

const findAttributeFault = (tag: string, name: string, value: string): string | undefined => {
  const local = name.slice(name.indexOf(':') + 1).toLowerCase();
  if (/^on/.test(local)) return `has the event handler ${name}`;
  if (name === 'xmlns' && value !== 'http://www.w3.org/2000/svg') {
    return 'is not in the SVG namespace';
  }
  if (local === 'base') return 'refers to something outside of it';
  if (local === 'href' || local === 'src') {
    const isPicture = tag === 'image' && embeddedPicture.test(value);
    return ownReference.test(value) || isPicture ? undefined : 'refers to something outside of it';
  }
  return isOutside(value) ? 'refers to something outside of it' : undefined;
};

const styles = /<style\b[^>]*>([^<]*)<\/style\s*>/g;

const hasFaultyStyle = (text: string): boolean => {
  const contents = [...text.matchAll(styles)].map(([, css]) => css ?? '');
  const isWhole = contents.length === (text.match(/<style\b/g) ?? []).length;
  // An entity could spell what isOutside looks for.
  return !isWhole || contents.some((css) => css.includes('&') || isOutside(css));
};

/**
 * Why an SVG file must not be shown to shoppers, or undefined when it only draws: no script, no
 * event handler, nothing of HTML, nothing loaded from elsewhere, no entity of its own.
 */
export const findSvgFault = (bytes: Uint8Array): string | undefined => {
  if (!isUtf8(bytes)) return 'is not UTF-8 text';
  const text = Buffer.from(bytes).toString('utf8');
  if (/<!(?!--)/.test(text)) return 'holds a document type, an entity or a CDATA section';
  if (/<\?(?!xml\s)|encoding\s*=\s*["'](?!utf-8["'])/i.test(text)) {
    return 'holds a processing instruction or another encoding';
  }

  const tags: string[] = [];
  const faults: string[] = [];
  sanitizeHtml(text, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    parser: { xmlMode: true, decodeEntities: true },
    onOpenTag: (tag, attributes) => {
      tags.push(tag);
      if (!drawing.has(tag)) faults.push(`holds <${tag}>`);
      for (const [name, value] of Object.entries(attributes)) {
        const fault = findAttributeFault(tag, name, value);
        if (fault) faults.push(fault);
      }
    },
  });
  if (tags[0] !== 'svg') return 'is no SVG picture';
  if (hasFaultyStyle(text)) faults.push('refers to something outside of it');
  return faults[0];
};
