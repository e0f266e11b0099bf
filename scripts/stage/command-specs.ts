type Param = {
  readonly name: string;
  /** What it must be, for people. */
  readonly hint: string;
  readonly accepts: (value: string) => boolean;
};
type OptionalParam = Param & { readonly isOptional: true; readonly preset?: string };

type Spec = {
  readonly params: readonly (Param | OptionalParam)[];
  readonly what: string;
  /** It changes how the stage works, so that it can be asked what it would do. */
  readonly isFault?: true;
};

const count = (name: string, least: number, most: number): Param => ({
  name,
  hint: `a whole number from ${least} to ${most}`,
  accepts: (value) => /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most,
});

const optional = (param: Param, preset?: string): OptionalParam => ({
  ...param,
  isOptional: true,
  ...(preset === undefined ? {} : { preset }),
});

const storefront = optional(count('N', 1, 99));
const endpoint: Param = {
  name: 'writer|reader',
  hint: 'writer or reader',
  accepts: (value) => value === 'writer' || value === 'reader',
};
const file: Param = { name: 'FILE', hint: 'a history that shoppers has written', accepts: Boolean };

const specs = {
  'fail-over': {
    params: [optional(count('SECONDS', 0, 120), '3')],
    what: 'makes the replica the writer; nobody takes writes for SECONDS (3)',
    isFault: true,
  },
  'kill-storefront': {
    params: [storefront],
    what: 'SIGKILL; N is 1, 2 or 3, the first that runs if left out',
    isFault: true,
  },
  'stop-storefront': {
    params: [storefront],
    what: 'deregisters it as a fleet does, then SIGTERM',
    isFault: true,
  },
  'start-storefront': { params: [storefront], what: 'starts one that does not run', isFault: true },
  lag: {
    params: [count('SECONDS', 0, 3_600)],
    what: 'the replica shows everything this much later; 0 ends it',
    isFault: true,
  },
  'stop-replica': { params: [], what: 'the replica follows nobody', isFault: true },
  'start-replica': { params: [], what: 'the replica follows again', isFault: true },
  'cut-redis': {
    params: [],
    what: 'cuts connections to Redis and refuses new ones',
    isFault: true,
  },
  'restore-redis': { params: [], what: 'lets them through again', isFault: true },
  'black-hole': {
    params: [endpoint],
    what: 'takes connections and data, and answers nothing',
    isFault: true,
  },
  heal: {
    params: [],
    what: 'ends what black-hole, cut-redis, lag and stop-replica did',
    isFault: true,
  },
  rotate: {
    params: [],
    what: "gives the database's other user a new password and puts it into the secret",
    isFault: true,
  },
  'back-up': {
    params: [],
    what: 'records a watermark and takes an automated snapshot, for a backup drill',
    isFault: true,
  },
  topology: { params: [], what: 'what runs where, and how it is' },
  shoppers: {
    params: [count('COUNT', 1, 1_000), count('SECONDS', 1, 3_600)],
    what: 'so many simulated shoppers for so long, and a check of their orders',
  },
  'verify-orders': {
    params: [file],
    what: 'holds a history against the database: is every order there, once, and the stock right?',
  },
  rehearse: {
    params: [optional(count('COUNT', 1, 1_000), '50'), optional(count('SECONDS', 5, 3_600), '10')],
    what: 'every fault in turn while shoppers shop, as a table',
  },
} as const satisfies Readonly<Record<string, Spec>>;

export type CommandName = keyof typeof specs;

/** Every command, in the order shown. */
export const commandSpecs: Readonly<Record<CommandName, Spec>> = specs;
