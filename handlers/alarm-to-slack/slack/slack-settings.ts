import * as z from 'zod';
import { Failure, type Hide } from '../../shared/failure.ts';

const withToken = z.strictObject({
  token: z.string().startsWith('xox'),
  channel: z.string().min(1),
});
const withWebhook = z.strictObject({ webhookUrl: z.url({ protocol: /^https?$/ }) });

export type SlackSettings =
  | { readonly mode: 'bot'; readonly token: string; readonly channel: string }
  | { readonly mode: 'webhook'; readonly webhookUrl: string }
  | { readonly mode: 'none' };

const schema = z.union([
  withToken.transform((it): SlackSettings => ({ mode: 'bot', ...it })),
  withWebhook.transform((it): SlackSettings => ({ mode: 'webhook', ...it })),
  z.strictObject({}).transform((): SlackSettings => ({ mode: 'none' })),
]);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type SlackSettingsReader = {
  /** @throws Failure SECRET_INVALID without any of its text */
  readonly read: () => Promise<SlackSettings>;
  /** Takes the token or the address, which is as secret, out of a text. */
  readonly hide: Hide;
};

/** Reads how Slack is reached, anew each time: a changed secret counts at once. */
export const createSlackSettings = (fetchText: () => Promise<string>): SlackSettingsReader => {
  const seen = new Set<string>();
  return {
    read: async () => {
      const parsed = schema.safeParse(parseJson(await fetchText()));
      if (!parsed.success) {
        throw new Failure(
          'SECRET_INVALID',
          'The Slack secret is none of {"token","channel"}, {"webhookUrl"} and {}',
          'docs/operations.md shows how to set it.',
        );
      }
      const settings = parsed.data;
      if (settings.mode === 'bot') seen.add(settings.token);
      if (settings.mode === 'webhook') seen.add(settings.webhookUrl);
      return settings;
    },
    hide: (text) => [...seen].reduce((rest, secret) => rest.replaceAll(secret, '***'), text),
  };
};
