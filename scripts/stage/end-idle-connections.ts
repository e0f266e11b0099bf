/**
 * A statement of MariaDB that ends the connections of some users which are idle, so that who has
 * them logs in anew. Being one statement, none is at work when its turn comes. Those younger than
 * `lastId` are spared: on a busy machine one that is just being made looks idle, too.
 */
export const buildEndIdleConnections = (
  users: readonly string[],
  lastId = Number.MAX_SAFE_INTEGER,
): string => `begin not atomic
  declare continue handler for 1094 begin end; -- it has ended by itself
  for idle in (
    select id from information_schema.processlist
    where user in (${users.map((user) => `'${user}'`).join(', ')})
      and command = 'Sleep' and time_ms > 50 and id <= ${lastId}
      and id not in (select trx_mysql_thread_id from information_schema.innodb_trx)
  ) do kill soft connection idle.id; end for;
end`;
