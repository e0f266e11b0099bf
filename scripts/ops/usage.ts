import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './ops-error.ts';

export const usage = `usage: npm run ops
       npm run ops -- NAME --help
       npm run ops -- NAME --stage STAGE | --local [--example EXAMPLE] [--data JSON] …

Runs a function of a stage, and follows what it begins until that is over. Without a NAME: lists
all that there are, with what they take.

  --stage STAGE      a deployed stage, with AWS credentials of the environment; AWS_ENDPOINT_URL,
                     where it is set, says where AWS is
  --local            the local stage that runs (npm run stage); --stage-id ID, when several do
  --example EXAMPLE  that example of the operation, without its confirmation
  --data JSON        the event, or what is different from the example
  --dry-run          only says what it would do
  --confirm STAGE    for what hurts: the name of the stage, once more
  --by WHO           who asks, for the record; otherwise the user's name
  --no-wait          does not follow what goes on afterwards
  --json             one JSON document on standard output, in place of text
  --help             this text, or an operation's own

Exit code: 0 done, 1 failed or refused, 2 wrong use.`;

export type Target =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'local'; readonly stageId: string | undefined };

export type Command = {
  readonly name: string | undefined;
  readonly help: boolean;
  readonly json: boolean;
  readonly target: Target | undefined;
  readonly example: string | undefined;
  readonly data: string | undefined;
  readonly dryRun: boolean;
  readonly confirm: string | undefined;
  readonly by: string | undefined;
  /** Stands for `by` where an operation takes it. */
  readonly user: string;
  readonly wait: boolean;
};

const flag = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        stage: text,
        local: flag,
        'stage-id': text,
        example: text,
        data: text,
        'dry-run': flag,
        confirm: text,
        by: text,
        'no-wait': flag,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
};

const findTarget = (
  stage: string | undefined,
  local: boolean,
  stageId: string | undefined,
): Target | undefined => {
  if (stage !== undefined && local) throw new UsageError('--stage and --local exclude each other');
  if (stageId !== undefined && !local) throw new UsageError('--stage-id goes with --local');
  if (local) return { kind: 'local', stageId };
  return stage === undefined ? undefined : { kind: 'stage', stage };
};

/** @throws UsageError that says what is wrong */
export const parseOpsArgs = (args: readonly string[]): Command => {
  const { values, positionals } = parse(args);
  const [name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`one NAME at a time: ${more[0]} is too many`);
  return {
    name,
    help: values.help,
    json: values.json,
    target: findTarget(values.stage, values.local, values['stage-id']),
    example: values.example,
    data: values.data,
    dryRun: values['dry-run'],
    confirm: values.confirm,
    by: values.by,
    user: process.env['USER'] || userInfo().username,
    wait: !values['no-wait'],
  };
};
