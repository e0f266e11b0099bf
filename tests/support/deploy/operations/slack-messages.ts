import type { FakeSlack, SlackMessage } from '../../fake-slack.ts';

export const rootsAbout = (slack: FakeSlack, text: string): readonly SlackMessage[] =>
  slack.roots().filter((it) => it.text?.includes(text));

/** The one message of the channel, outside of threads, that says this. @throws unless it is one */
export const getRoot = (slack: FakeSlack, text: string): SlackMessage => {
  const [found, ...more] = rootsAbout(slack, text);
  if (!found || more.length > 0) {
    const all = slack.roots().map((it) => it.text);
    throw new Error(`${more.length + (found ? 1 : 0)} messages say ${text}: ${all.join('; ')}`);
  }
  return found;
};

export const colorOf = ({ attachments = [] }: SlackMessage): unknown =>
  Object(attachments[0])['color'];

/** All that a message says, its links too. */
export const wholeText = (message: SlackMessage): string =>
  JSON.stringify([message.text, message.attachments]);
