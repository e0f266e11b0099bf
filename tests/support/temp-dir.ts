import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TempDir = { readonly path: string; readonly remove: () => void };

/** A new empty folder of its own. The path is short: a socket inside it may have 108 characters. */
export const createTempDir = (): TempDir => {
  const path = mkdtempSync(join(tmpdir(), 'tide-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
