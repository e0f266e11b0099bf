import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { cacheControl } from '../http/cache-control.ts';
import type { ErrorStatus } from '../http/error-status.ts';
import { renderHtml } from '../views/render-html.ts';

export type Page = Parameters<typeof renderHtml>[0];

/** Answers with a page that belongs to one shopper: nobody keeps it. */
export const privatePage = (
  c: Context<AppEnv>,
  page: Page,
  status: 200 | ErrorStatus = 200,
): Response => c.html(renderHtml(page), status, { 'cache-control': cacheControl.private });

/** Sends the browser on by GET after a form has done its work, so that reloading repeats nothing. */
export const seeOther = (c: Context<AppEnv>, path: string): Response => {
  c.header('cache-control', cacheControl.private);
  return c.redirect(path, 303);
};
