import type { HtmlEscapedString } from 'hono/utils/html';

/** A whole document from its root element. Views are synchronous: what they show is loaded before. */
export const renderHtml = (
  page: { toString(): string } | HtmlEscapedString | Promise<HtmlEscapedString>,
): string => `<!DOCTYPE html>${page}`;
