import { startLeashed } from './leashed-process.ts';

const program = `
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(process.argv[1]);
  database.exec("begin immediate; insert into brands (handle, name) values ('other', 'Other')");
  process.on('SIGTERM', () => { database.exec('commit'); process.exit(0); });
  console.log('locked');
  setInterval(() => {}, 1000);
`;

/** Another process that holds the write lock of an SQLite file until `release`, then commits. */
export const startOtherWriter = async (file: string): Promise<{ release: () => Promise<void> }> => {
  const other = startLeashed([process.execPath, '--input-type=module', '-e', program, file]);
  await new Promise<void>((resolve, reject) => {
    other.onOutput(() => other.output().includes('locked') && resolve());
    other.exit.then(() => reject(new Error(other.output())));
  });
  return {
    release: async () => {
      await other.stop();
    },
  };
};
