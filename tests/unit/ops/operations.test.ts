import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findInputs } from '../../../scripts/ops/find-inputs.ts';
import { operations } from '../../../scripts/ops/operations.ts';
import { findSlsCommands } from '../../templates/alarms/runbook-commands.ts';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const folders = globSync('handlers/*/handler.ts', { cwd: root }).map(dirname).sort();
const named = (name: string) => operations.find(({ functionName }) => functionName === name);
const toName = (folder: string) =>
  basename(folder).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isMaintained = (folder: string): boolean =>
  globSync(`${folder}/*.ts`, { cwd: root }).some((file) => read(file).includes('maintain('));

describe('the list of operations', () => {
  it('has every function that people invoke', () => {
    const wanted = folders.filter(
      (folder) => isMaintained(folder) || existsSync(join(root, folder, 'operation.ts')),
    );

    expect(wanted.filter((folder) => !named(toName(folder)))).toEqual([]);
    expect(new Set(operations.map(({ functionName }) => functionName)).size).toBe(
      operations.length,
    );
  });

  it('names functions that a stage has', () => {
    const declared = globSync('resources/functions/*.yml', { cwd: root }).map(read).join('\n');

    for (const { functionName } of operations) {
      expect(declared).toMatch(new RegExp(`^${functionName}:$`, 'm'));
    }
  });
});

describe.each(operations.map((it) => ({ ...it, name: it.functionName })))('$name', (operation) => {
  it('takes its own examples', () => {
    const refused = Object.entries(operation.examples).flatMap(([name, event]) => {
      const { success, error } = operation.event.safeParse(event);
      return success ? [] : [`${name}: ${error.message}`];
    });

    expect(refused).toEqual([]);
    expect(Object.keys(operation.examples).length).toBeGreaterThan(0);
  });

  it('can list what it takes', () => {
    const inputs = findInputs(operation.event);

    expect(inputs.flat().map(({ name }) => name)).toContain('dryRun');
  });
});

describe.each(folders)("the commands of %s's README", (folder) => {
  const file = join(folder, 'README.md');

  it('are for functions that there are, with events that they take', () => {
    const refused = findSlsCommands(read(file)).flatMap(({ functionName = '', data }) => {
      const operation = named(functionName);
      if (!operation || data === undefined) return [];
      const { success, error } = operation.event.safeParse(JSON.parse(data));
      return success ? [] : [`${functionName} ${data}: ${error.message}`];
    });

    expect(refused).toEqual([]);
  });

  it('link to files that there are', () => {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, it = '']) => it);

    expect(links.filter((link) => !existsSync(join(root, folder, link)))).toEqual([]);
  });
});
