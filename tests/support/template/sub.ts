export type SubPart =
  | { readonly text: string }
  | { readonly variable: string; readonly attribute?: string };

const placeholder = /\$\{(!?)([^}]*)\}/g;

/** The pieces of a text for Fn::Sub; `${!Name}` is the text `${Name}`. */
export const splitSub = (text: string): readonly SubPart[] => {
  const parts: SubPart[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    const [whole, literal, inside = ''] = match;
    parts.push(literal ? { text: `\${${inside}}` } : readVariable(inside.trim()));
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
};

const readVariable = (name: string): SubPart => {
  const dot = name.indexOf('.');
  if (dot < 0) return { variable: name };
  return { variable: name.slice(0, dot), attribute: name.slice(dot + 1) };
};
