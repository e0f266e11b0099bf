import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const runbookFolder = join(import.meta.dirname, '../../../docs/runbooks');

export type Runbook = { readonly name: string; readonly text: string };

export const readRunbooks = (): readonly Runbook[] =>
  readdirSync(runbookFolder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ name: file, text: readFileSync(join(runbookFolder, file), 'utf8') }));

const allOf = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

export type SlsCommand = {
  readonly command: string;
  readonly functionName: string | undefined;
  readonly params: readonly string[];
  readonly data: string | undefined;
};

/** The `npx sls …` commands in a text. */
export const findSlsCommands = (text: string): readonly SlsCommand[] =>
  allOf(text, /npx sls ([^`]+)`/g).map((line) => ({
    command: /^[a-z-]+/.exec(line)?.[0] ?? '',
    functionName: / -f (\S+)/.exec(line)?.[1],
    params: allOf(line, /--param ([A-Za-z]+)=/g),
    data: / --data '([^']*)'/.exec(line)?.[1],
  }));

/** The arguments of the `npm run ops -- …` commands in a text. */
export const findOpsCommands = (text: string): readonly (readonly string[])[] =>
  allOf(text, /npm run ops -- ([^`]+)`/g).map((line) =>
    [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain),
  );

/** The AWS command line's `service command` pairs in a text. */
export const findAwsCommands = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/\baws ([a-z0-9]+) ([a-z][a-z0-9-]+)/g)].map(
    ([, service = '', command = '']) => [service, command],
  );

export const findOutputs = (text: string): readonly string[] =>
  allOf(text, /OutputKey=='([A-Za-z]+)'/g);

/** Files beside or above that a text links to. */
export const findLinks = (text: string): readonly string[] =>
  allOf(text, /\]\((?!https?:)([^)#]+)/g);
