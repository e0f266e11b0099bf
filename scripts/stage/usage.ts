import { parseArgs } from 'node:util';
import { type CommandName, commandSpecs } from './command-specs.ts';
import { StageError } from './stage-error.ts';

type Options = {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly stageId: string | undefined;
};

export type ParsedCommand = Options & {
  readonly name: CommandName;
  /** What was given, or else preset, for each parameter. */
  readonly values: readonly (string | undefined)[];
};

export type Parsed = { readonly name: 'start' } | { readonly name: 'help' } | ParsedCommand;

/** Thrown for arguments that are not those of the usage. */
export class UsageError extends StageError {
  override readonly name = 'UsageError';
}

const table = (): string => {
  const rows = Object.entries(commandSpecs).map(([name, { params, what }]) => {
    const given = params.map((param) => ('isOptional' in param ? `[${param.name}]` : param.name));
    return [[name, ...given].join(' '), what] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, what]) => `  ${left.padEnd(width)}  ${what}`).join('\n');
};

export const usage = (): string => `usage: npm run stage
       npm run stage -- COMMAND [ARG …] [--json] [--dry-run] [--stage-id ID]

Without a command: starts production's topology on this machine, shows where everything is, and
stops it all on Ctrl-C. With one, from another terminal:

${table()}

  --json         one JSON document on standard output, in place of text
  --dry-run      only says what a fault would do
  --stage-id ID  which stage, when several run
  --help         this text

docs/local-stage.md says what each fault shows. Exit code: 0 done, 1 not done or something is wrong
with the orders, 2 wrong use.`;

const flag = { type: 'boolean', default: false } as const;

const readOptions = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: flag,
        'dry-run': flag,
        'stage-id': { type: 'string' },
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const isCommand = (name: string): name is CommandName => Object.hasOwn(commandSpecs, name);

const checkValues = (name: CommandName, given: readonly string[]) => {
  const { params } = commandSpecs[name];
  const tooMany = given[params.length];
  if (tooMany !== undefined) throw new UsageError(`${name}: ${tooMany} is one argument too many`);
  return params.map((param, index) => {
    const value = given[index];
    if (value === undefined) {
      if ('isOptional' in param) return param.preset;
      throw new UsageError(`${name} needs ${param.name}: ${param.hint}`);
    }
    if (!param.accepts(value)) {
      throw new UsageError(`${name}: ${param.name} must be ${param.hint}, not ${value}`);
    }
    return value;
  });
};

/** @throws UsageError that says what is wrong */
export const parseStageArgs = (args: readonly string[]): Parsed => {
  const { values, positionals } = readOptions(args);
  const [name, ...given] = positionals;
  const { json, 'dry-run': dryRun, 'stage-id': stageId } = values;
  if (values.help) return { name: 'help' };
  if (name === undefined) {
    if (json || dryRun || stageId !== undefined) throw new UsageError('options need a command');
    return { name: 'start' };
  }
  if (!isCommand(name)) throw new UsageError(`there is no command ${name}`);
  const spec = commandSpecs[name];
  if (dryRun && !('isFault' in spec)) throw new UsageError(`${name} changes nothing: no --dry-run`);
  return { name, values: checkValues(name, given), json, dryRun, stageId };
};
