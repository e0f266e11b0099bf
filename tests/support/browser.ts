import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { requireTool } from '../../scripts/setup/requirements.ts';

export type PageOptions = {
  /** Whether the page's scripts run; true unless told. */
  readonly scripts?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** Of the window in CSS pixels; 1280 unless told. */
  readonly width?: number;
};

export type OpenPage = (options?: PageOptions) => Promise<Page>;

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens pages of one Chromium per test file, each with cookies of its own, closed after the test.
 * An error that a page's script does not catch fails the test.
 */
export const useBrowser = (): { openPage: OpenPage } => {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const uncaught: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: requireTool('chromium'), args });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(uncaught.splice(0)).toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    openPage: async ({ scripts = true, colorScheme = 'light', width = 1280 } = {}) => {
      const context = await browser.newContext({
        javaScriptEnabled: scripts,
        colorScheme,
        viewport: { width, height: 900 },
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => uncaught.push(message));
      return page;
    },
  };
};
