import { describe, expect, it } from '@jest/globals';
import { checkPassword } from '../../../storefront/accounts/check-password.ts';

const context = ['Tidemarket', 'Ada Lovelace', 'ada.lovelace@example.com'];

describe('checkPassword', () => {
  it.each([
    'correct horse battery staple',
    'xkq7 vundle',
    '        leading blanks',
    'ünïcödé pässwörd',
    '🐟🦀🐙🦑🐚🪸🐡🦐',
    `${'x'.repeat(100)}fathom ebb`,
    'tidemarket is where I buy my soap',
    'lovelace wrote the first program',
  ])('takes %j', async (password) => {
    expect(await checkPassword(password, context)).toBeUndefined();
  });

  it.each([
    ['seven77', /at least 8/],
    ['🐟🦀🐙🦑🐚🪸🐡', /at least 8/],
    ['', /at least 8/],
    ['x1'.repeat(65), /at most 128/],
    ['password', /leaks/],
    ['PassWord', /leaks/],
    ['12345678', /leaks/],
    ['password!', /leaks/],
    ['p-assword', /leaks/],
    ['Tidemarket', /too close/],
    ['tidemarket2026', /too close/],
    ['!Tide-Market!', /too close/],
    ['adalovelace1', /too close/],
    ['ada.lovelace@example.com', /too close/],
    ['Lovelace1815', /too close/],
  ])('refuses %j', async (password, reason) => {
    expect(await checkPassword(password, context)).toMatch(reason);
  });
});
