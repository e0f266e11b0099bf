import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { type DatabaseEnv, describeEachDatabase } from '../../support/databases.ts';
import { createTempDir } from '../../support/temp-dir.ts';

const script = resolve(import.meta.dirname, '../../../scripts/catalog.ts');

const run = async (env: DatabaseEnv, folder: string, ...args: readonly string[]) => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], TMPDIR: folder, MEDIA_DIR: join(folder, 'media'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exit = new Promise<number | null>((done) => child.on('close', done));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
};

const good = 'Handle,Title,Price,Inventory quantity\ncup,Cup,5.00,3\nmug,Mug,6,0\n';

describeEachDatabase(
  'npm run catalog',
  (_open, { createMigratedDatabase, createEmptyDatabase, kind }) => {
    const inFolder = async (work: (folder: string) => Promise<void>) => {
      const temp = createTempDir();
      writeFileSync(join(temp.path, 'good.csv'), good);
      writeFileSync(join(temp.path, 'bad.csv'), `Handle,Title,Price\n${'cup,Cup,x\n'.repeat(60)}`);
      await work(temp.path).finally(temp.remove);
    };

    it(
      'imports, exports, and imports what it exported as unchanged',
      () =>
        inFolder(async (folder) => {
          const env = await createMigratedDatabase();

          const first = await run(env, folder, 'import', 'good.csv');
          const out = await run(env, folder, 'export', 'out.csv');
          const piped = await run(env, folder, 'export', '-');
          const again = await run(env, folder, 'import', 'out.csv', '--json');

          expect(first).toEqual({
            code: 0,
            stderr: '',
            stdout:
              '2 products with 2 variants and 0 images\nDone: 2 created, 0 updated, 0 unchanged\n',
          });
          expect(out).toMatchObject({
            code: 0,
            stdout: 'Exported 2 products with 2 variants and 0 images\n',
          });
          expect(piped).toMatchObject({
            code: 0,
            stdout: readFileSync(join(folder, 'out.csv'), 'utf8'),
          });
          expect([again.code, JSON.parse(again.stdout)]).toEqual([
            0,
            {
              products: 2,
              variants: 2,
              images: 0,
              created: 0,
              updated: 0,
              unchanged: 2,
              errors: [],
              warnings: [],
            },
          ]);
          expect(readdirSync(folder).sort()).toEqual(
            expect.not.arrayContaining([expect.stringMatching(/tmp|catalog-import-/)]),
          );
        }),
      60_000,
    );

    it(
      'refuses a bad file with exit code 1, and shows fifty of its errors',
      () =>
        inFolder(async (folder) => {
          const env = await createMigratedDatabase();

          const human = await run(env, folder, 'import', 'bad.csv');
          const json = await run(env, folder, 'import', 'bad.csv', '--json');

          const lines = human.stderr.trimEnd().split('\n');
          const { errors } = JSON.parse(json.stdout);
          expect([human.code, json.code, human.stdout]).toEqual([1, 1, '']);
          expect(lines[0]).toBe('bad.csv:2: Price: “x” is not an amount such as 24.90');
          expect(lines).toHaveLength(52);
          expect(lines.at(-2)).toBe(`… and ${errors.length - 50} more`);
          expect(errors[0]).toEqual({
            line: 2,
            column: 'Price',
            reason: '“x” is not an amount such as 24.90',
          });
        }),
      60_000,
    );

    it(
      'refuses a file that is not there in JSON as well',
      () =>
        inFolder(async (folder) => {
          const env = await createMigratedDatabase();

          const { code, stdout } = await run(env, folder, 'import', 'none.csv', '--json');

          expect([code, JSON.parse(stdout).errors]).toEqual([
            1,
            [{ line: 0, column: '', reason: expect.stringContaining('ENOENT') }],
          ]);
        }),
      60_000,
    );

    it(
      'makes the tables of an embedded database only',
      () =>
        inFolder(async (folder) => {
          const { code, stdout } = await run(
            await createEmptyDatabase(),
            folder,
            'import',
            'good.csv',
            '--json',
          );

          const { created, errors } = JSON.parse(stdout);
          expect([code, created, errors]).toEqual(
            kind === 'SQLite'
              ? [0, 2, []]
              : [1, 0, [{ line: 0, column: '', reason: expect.stringContaining('0001-catalog') }]],
          );
        }),
      60_000,
    );
  },
);

it.each([
  ['no command', []],
  ['an unknown command', ['list']],
  ['no file', ['import']],
  ['two files', ['import', 'a.csv', 'b.csv']],
  ['an unknown option', ['import', 'a.csv', '--force']],
  ['an option of the other command', ['export', 'a.csv', '--dry-run']],
  ['two things on one output', ['export', '-', '--json']],
])('wrong use ends with exit code 2: %s', async (_name, args) => {
  const { code, stdout, stderr } = await run(
    { DATABASE_URL: 'sqlite:none.db' },
    process.cwd(),
    ...args,
  );

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('usage: npm run catalog');
});

it('explains itself', async () => {
  const { code, stdout } = await run({ DATABASE_URL: 'sqlite:none.db' }, process.cwd(), '--help');

  expect(code).toBe(0);
  expect(stdout).toContain('= + - or @');
});
