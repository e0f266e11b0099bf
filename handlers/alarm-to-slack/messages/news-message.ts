import type { Config } from '../config.ts';
import type { News } from '../read/news.ts';
import { buildMessage, colors, context, fields, limits, type Message, section } from './message.ts';
import { escapeText, preformat, slackTime } from './mrkdwn.ts';

const emojis: Readonly<Record<News['level'], string>> = {
  critical: ':rotating_light:',
  warning: ':warning:',
  info: ':information_source:',
  good: ':large_green_circle:',
};

/** A text of any length, in as many sections as it needs. */
const paragraphs = (text: string): readonly string[] => {
  const parts: string[] = [];
  let current = '';
  for (const line of text.split('\n')) {
    const next = escapeText(line, limits.section);
    if (current.length + next.length + 1 > limits.section) {
      parts.push(current);
      current = next;
    } else {
      current = current === '' ? next : `${current}\n${next}`;
    }
  }
  return current === '' ? parts : [...parts, current];
};

/** Something that happened, as a message. */
export const buildNewsMessage = (news: News, config: Config): Message => {
  const headline = `${emojis[news.level]} *${escapeText(config.STAGE)}* ${escapeText(news.title, 500)}`;
  return buildMessage(headline, colors[news.level], [
    ...paragraphs(news.text).flatMap(section),
    ...fields(news.facts.map(([name, value]) => [name, escapeText(value, limits.field - 110)])),
    ...(news.raw === undefined ? [] : section(preformat(news.raw, limits.section))),
    ...context(`${escapeText(`${news.from} · ${config.STACK_NAME}`, 500)} · ${slackTime(news.at)}`),
  ]);
};

/** The same kind of news again within the hour, as a reply to the first. */
export const buildNewsReply = (news: News): string => {
  const text = [news.title, news.text, ...news.facts.map(([name, value]) => `${name}: ${value}`)]
    .filter(Boolean)
    .join('\n');
  return escapeText(text, limits.section);
};
