import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type LoadResult = {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx or 3xx, and requests that got none. */
  readonly failed: number;
};

const toMs = (text: string): number => {
  const value = Number.parseFloat(text);
  if (text.endsWith('us')) return value / 1000;
  if (text.endsWith('ms')) return value;
  return value * 1000;
};

const find = (output: string, pattern: RegExp): string => {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) throw new Error(`wrk said nothing of ${pattern}:\n${output}`);
  return found;
};

/** Writes the wrk script that asks for the paths in turn and returns its file. */
export const writePaths = (folder: string, name: string, paths: readonly string[]): string => {
  const pathsFile = join(folder, `${name}.txt`);
  const scriptFile = join(folder, `${name}.lua`);
  writeFileSync(pathsFile, `${paths.join('\n')}\n`);
  writeFileSync(
    scriptFile,
    `local requests = {}
-- In init: before it wrk does not know the host that a request names.
init = function(args)
  for line in io.lines(${JSON.stringify(pathsFile)}) do requests[#requests + 1] = wrk.format("GET", line) end
end
local next = 0
request = function() next = next % #requests + 1; return requests[next] end
`,
  );
  return scriptFile;
};

/** Loads an origin with wrk: one thread, so that the server has the other core. */
export const load = async (
  origin: string,
  scriptFile: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<LoadResult> => {
  const { stdout } = await run('wrk', [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    '-s',
    scriptFile,
    origin,
  ]);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
    stdout,
  );
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0;
  return {
    requestsPerSecond: Number(find(stdout, /Requests\/sec:\s+([\d.]+)/)),
    p50Ms: toMs(find(stdout, /50%\s+(\S+)/)),
    p99Ms: toMs(find(stdout, /99%\s+(\S+)/)),
    failed:
      Number(refused) + (errors?.slice(1).reduce((sum, count) => sum + Number(count), 0) ?? 0),
  };
};
