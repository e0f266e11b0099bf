type Text = { readonly text: string };

type AnyBlock = {
  readonly type: string;
  readonly text?: Text;
  readonly fields?: readonly Text[];
  readonly elements?: readonly Text[];
};

export type AnyMessage = {
  readonly text?: string | undefined;
  readonly blocks?: readonly AnyBlock[] | undefined;
  readonly attachments?: readonly { readonly blocks?: readonly AnyBlock[] }[] | undefined;
};

const isEmpty = (text: string | undefined) => text !== undefined && text.length === 0;

const findInBlock = ({ text, fields = [], elements = [] }: AnyBlock): readonly string[] => [
  ...(text && text.text.length > 3_000 ? ['a section of more than 3,000 characters'] : []),
  ...(isEmpty(text?.text) ? ['an empty section'] : []),
  ...(fields.length > 10 ? ['more than 10 fields'] : []),
  ...(fields.some((it) => it.text.length > 2_000) ? ['a field of more than 2,000 characters'] : []),
  ...(elements.length > 10 ? ['more than 10 elements'] : []),
  ...(elements.some((it) => it.text.length > 3_000) ? ['an element of more than 3,000'] : []),
];

/** Which of Slack's limits a message breaks: api.slack.com/reference/block-kit/blocks */
export const findBrokenLimits = ({ text, blocks = [], attachments = [] }: AnyMessage) => {
  const all = [...blocks, ...attachments.flatMap((it) => it.blocks ?? [])];
  return [
    ...(text && text.length > 40_000 ? ['a text of more than 40,000 characters'] : []),
    ...(all.length > 50 ? ['more than 50 blocks'] : []),
    ...all.flatMap(findInBlock),
  ];
};
