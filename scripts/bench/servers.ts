import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type RunningServer = { readonly origin: string; readonly stop: () => Promise<void> };

export type FixedAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const end = (child: ReturnType<typeof spawn>) => async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
};

/** Starts node:http alone with one fixed answer. */
export const startBareServer = async (answer: FixedAnswer): Promise<RunningServer> => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'bare-server.ts')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdin.end(JSON.stringify(answer));
  const port = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code}`)));
  });
  return { origin: `http://127.0.0.1:${port}`, stop: end(child) };
};

/** Starts the built storefront as it runs in production, its log lines written to a file. */
export const startStorefront = async (
  distDir: string,
  logFile: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningServer> => {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const log = openSync(logFile, 'w');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(distDir, 'storefront/server.js')],
    {
      env: { PATH: process.env['PATH'], ...env, PORT: String(port) },
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) break;
    try {
      await fetch(`${origin}/healthz`);
      return { origin, stop: end(child) };
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`the storefront did not start; see ${logFile}`);
};

/** The answer to a path with all its headers, as a bare server can repeat it. */
export const fetchAnswer = async (origin: string, path: string): Promise<FixedAnswer> => {
  const response = await fetch(origin + path, { headers: { connection: 'close' } });
  if (!response.ok) throw new Error(`${path} answers with ${response.status}`);
  const headers = Object.fromEntries(response.headers);
  for (const hop of ['connection', 'keep-alive', 'date', 'transfer-encoding']) delete headers[hop];
  return { status: response.status, headers, body: await response.text() };
};
