import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTempDir } from '../temp-dir.ts';
import { copyProject } from '../template/copy-project.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const privateCa = 'resources/private-ca.pem';

export type SlsResult = { readonly code: number; readonly output: string };

/** A copy of the project, from which a person deploys. */
export type Workplace = {
  readonly folder: string;
  /** Runs `sls` with these arguments and resolves when it has ended, however it ended. */
  readonly sls: (...args: readonly string[]) => Promise<SlsResult>;
  /** Replaces text in one of its files. @throws when the text is not there. */
  readonly change: (file: string, from: string, to: string) => void;
  readonly write: (file: string, content: string) => void;
  readonly remove: () => void;
};

/** What a command printed. @throws with all of it when the command failed. */
export const getOutput = ({ code, output }: SlsResult): string => {
  if (code !== 0) throw new Error(`sls ended with ${code}:\n${output}`);
  return output;
};

/** `--param` for a database whose certificate the given file's authority signed. */
export const privateDatabase = ['--param', `databaseCaFile=${privateCa}`] as const;

export const createWorkplace = (
  env: Readonly<Record<string, string>>,
  caFile: string,
): Workplace => {
  const { path, remove } = createTempDir();
  const folder = join(path, 'project');
  const home = join(path, 'home');
  copyProject(root, folder);
  mkdirSync(home);
  copyFileSync(caFile, join(folder, privateCa));
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  return {
    folder,
    write,
    remove,
    change: (file, from, to) => {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      write(file, text.replace(from, to));
    },
    sls: (...args) =>
      new Promise((resolve) => {
        execFile(
          process.execPath,
          [join(root, 'node_modules/serverless/bin/serverless.js'), ...args],
          {
            cwd: folder,
            env: {
              ...env,
              PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
              HOME: home,
              TMPDIR: path,
              NO_COLOR: '1',
            },
            maxBuffer: 16 * 1024 * 1024,
          },
          (error, stdout, stderr) =>
            resolve({
              code: error ? Number(error.code ?? 1) : 0,
              output: `${stdout}${stderr}`,
            }),
        );
      }),
  };
};
