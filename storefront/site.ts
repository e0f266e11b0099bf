import type { Assets } from './assets.ts';
import type { Config } from './config.ts';
import { type Minor, moneyFormatter } from './money.ts';

/** What every view needs to know of the shop it shows. */
export type Site = {
  readonly name: string;
  readonly locale: string;
  readonly currency: string;
  /** The public origin, without a slash at its end. */
  readonly origin: string;
  readonly formatMoney: (minor: Minor) => string;
  readonly asset: (name: string) => string;
};

export const createSite = (config: Config, assets: Assets): Site => ({
  name: config.STORE_NAME,
  locale: config.STORE_LOCALE,
  currency: config.STORE_CURRENCY,
  origin: config.PUBLIC_ORIGIN ?? `http://localhost:${config.PORT}`,
  formatMoney: moneyFormatter(config.STORE_LOCALE, config.STORE_CURRENCY),
  asset: assets.path,
});

/** Where a picture of the media store is served. */
export const mediaUrl = (mediaPath: string): string => `/media/${encodeURIComponent(mediaPath)}`;
