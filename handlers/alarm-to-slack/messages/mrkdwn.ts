const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text as Slack shows it unchanged, cut to `max` characters of what is sent. No entity and no
 * character is cut in two.
 */
export const escapeText = (text: string, max = Number.POSITIVE_INFINITY): string => {
  let result = '';
  let lastFitting = '';
  for (const character of text.toWellFormed()) {
    const piece = escapes[character] ?? character;
    if (result.length + piece.length > max) return `${lastFitting}…`;
    result += piece;
    if (result.length < max) lastFitting = result;
  }
  return result;
};

/** A text in a fixed-width font, cut to `max` characters of what is sent. */
export const preformat = (text: string, max: number): string => {
  const fence = '```';
  // A fence inside would end the block; a zero-width space keeps it apart.
  const inner = text.replaceAll(fence, "'\u200b''").trim();
  return `${fence}${escapeText(inner, max - 2 * fence.length)}${fence}`;
};

export const link = (url: string, label: string): string =>
  `<${url.replaceAll('&', '&amp;').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('|', '%7C')}|${escapeText(label)}>`;

/** A time that Slack shows in the reader's own zone; elsewhere it is in UTC. */
export const slackTime = (at: Date): string => {
  const utc = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1_000)}^{date_short_pretty} {time_secs}|${utc}>`;
};
