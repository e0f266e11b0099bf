import type { SqlFlavor } from '../sql-flavor.ts';

/**
 * One table for every mailed link. A password reset that is asked for an address without an account
 * is written down like any other, which password_resets could not do.
 */
export const accounts = ({ columns: c }: SqlFlavor): readonly string[] => [
  'drop table password_resets',

  `create table account_tokens (
    ${c.id},
    ${c.key('purpose', 16, 'not null')},
    ${c.key('email', 254, 'not null')},
    ${c.bigint('user_id')},
    ${c.key('token_hash', 64, 'not null')},
    ${c.timestamp('created_at', 'not null')},
    ${c.timestamp('expires_at', 'not null')},
    constraint account_tokens_token unique (token_hash),
    constraint account_tokens_user foreign key (user_id) references users (id) on delete cascade,
    constraint account_tokens_purpose check (purpose in ('registration', 'password-reset', 'email-change'))
  ) ${c.table}`,
  'create index account_tokens_by_email on account_tokens (email, purpose)',
  'create index account_tokens_by_user on account_tokens (user_id)',
  'create index account_tokens_by_expiry on account_tokens (expires_at)',
];
