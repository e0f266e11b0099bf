import { escapeText } from './mrkdwn.ts';

/** Slack's limits, in characters of what is sent. */
export const limits = {
  blocks: 50,
  section: 3_000,
  field: 2_000,
  fields: 10,
  text: 3_900,
} as const;

type Mrkdwn = { readonly type: 'mrkdwn'; readonly text: string };

export type Block =
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

export const colors = {
  critical: '#d72b3f',
  warning: '#e8a33d',
  info: '#4a7bd0',
  good: '#2eb67d',
  unknown: '#8d8d8d',
} as const;

/** A message in Slack's form; `text` alone is what notifications and plain clients show. */
export type Message = {
  readonly text: string;
  readonly attachments: readonly [
    { readonly color: string; readonly fallback: string; readonly blocks: readonly Block[] },
  ];
};

export const section = (text: string): readonly Block[] =>
  text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text } }];

export const context = (text: string): readonly Block[] =>
  text === '' ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }];

const label = (name: string, value: string): string => {
  const head = `*${escapeText(name, 100)}*\n`;
  return head + value.slice(0, limits.field - head.length);
};

/** Two columns of facts, as many sections of ten as they need. Values are already escaped. */
export const fields = (facts: readonly (readonly [name: string, value: string])[]) => {
  const shown = facts.filter(([, value]) => value !== '');
  const rows: Block[] = [];
  for (let index = 0; index < shown.length; index += limits.fields) {
    const some = shown.slice(index, index + limits.fields);
    rows.push({
      type: 'section',
      fields: some.map(([name, value]) => ({ type: 'mrkdwn', text: label(name, value) })),
    });
  }
  return rows;
};

/** Puts a message together; blocks beyond Slack's limit are left out, and it says so. */
export const buildMessage = (text: string, color: string, blocks: readonly Block[]): Message => {
  const fitting =
    blocks.length <= limits.blocks
      ? blocks
      : [
          ...blocks.slice(0, limits.blocks - 1),
          ...context(`${blocks.length - limits.blocks + 1} more parts are not shown`),
        ];
  return { text, attachments: [{ color, fallback: text, blocks: fitting }] };
};
