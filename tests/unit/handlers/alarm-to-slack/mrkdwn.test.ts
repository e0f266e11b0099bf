import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  escapeText,
  link,
  preformat,
  slackTime,
} from '../../../../handlers/alarm-to-slack/messages/mrkdwn.ts';

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('a text for Slack', () => {
  it('shows what it says: no mention, no link', () => {
    expect(escapeText('a < b && <!channel> <https://x|y>')).toBe(
      'a &lt; b &amp;&amp; &lt;!channel&gt; &lt;https://x|y&gt;',
    );
  });

  it('is cut where it is too long, never inside of an entity or a character', () => {
    expect(escapeText('aaaa&', 6)).toBe('aaaa…');
    expect(escapeText('aaaa&', 9)).toBe('aaaa&amp;');
    expect(escapeText('aa👍', 4)).toBe('aa👍');
    expect(escapeText('aaa👍', 4)).toBe('aaa…');
  });

  it('is either whole or cut to the limit, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 80 }), (text, max) => {
        const shown = escapeText(text, max);

        expect(shown.length).toBeLessThanOrEqual(max);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
        const whole = unescaped(shown);
        expect(whole === text.toWellFormed() || shown.endsWith('…')).toBe(true);
      }),
    );
  });

  it('in a fixed-width font ends where it has to', () => {
    const shown = preformat(`a ${'```'} b ${'<'.repeat(200)}`, 100);

    expect(shown.length).toBeLessThanOrEqual(100);
    expect(shown.match(/```/g)).toHaveLength(2);
  });

  it('links with what stands in addresses', () => {
    expect(link('https://x.example/?a=1&b=2|3', 'a|b > c')).toBe(
      '<https://x.example/?a=1&amp;b=2%7C3|a|b &gt; c>',
    );
  });

  it("tells times in the reader's zone", () => {
    expect(slackTime(new Date('2026-11-22T23:04:05.900Z'))).toBe(
      '<!date^1795388645^{date_short_pretty} {time_secs}|2026-11-22 23:04:05 UTC>',
    );
  });
});
