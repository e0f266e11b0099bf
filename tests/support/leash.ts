// Runs a program that must not outlive the one who started it: when standard input ends, because it
// was closed or because the other end died in whatever way, the program is stopped.
// usage: leash.ts FOLDER-TO-REMOVE-AFTERWARDS COMMAND [ARG …]
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { constants } from 'node:os';

const [folder = '', command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const stop = () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
};
const end = (code: number) => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
  process.exit(code);
};

process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGTERM', stop);
child.on('error', ({ message }) => {
  console.error(message);
  end(127);
});
child.on('exit', (code, signal) => end(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
