import * as z from 'zod';

const branch = z.object({ Next: z.string(), ResultPath: z.string().optional() });

const state = z.looseObject({
  Type: z.enum(['Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail']),
  Next: z.string().optional(),
  Default: z.string().optional(),
  ResultPath: z.string().optional(),
  Choices: z.array(branch.loose()).default([]),
  Catch: z.array(branch.extend({ ErrorEquals: z.array(z.string()) })).default([]),
  Parameters: z.record(z.string(), z.unknown()).optional(),
});

export const stateMachine = z.object({
  StartAt: z.string(),
  TimeoutSeconds: z.number(),
  States: z.record(z.string(), state),
});

export type StateMachine = z.output<typeof stateMachine>;
export type State = z.output<typeof state>;

/** A way from one state to the next, and what it adds to what is known. */
export type Edge = { readonly to: string; readonly adds: string | undefined };

const keyOf = (path: string | undefined): string | undefined => /^\$\.(\w+)$/.exec(path ?? '')?.[1];

export const edgesOf = (one: State): readonly Edge[] => [
  ...[one.Next, one.Default, ...one.Choices.map(({ Next }) => Next)].flatMap((to) =>
    to === undefined ? [] : [{ to, adds: keyOf(one.ResultPath) }],
  ),
  ...one.Catch.map(({ Next, ResultPath }) => ({ to: Next, adds: keyOf(ResultPath) })),
];

/** Every state that some path from here comes to without going through one of those. */
export const reachable = (
  { States }: StateMachine,
  from: string,
  without: readonly string[] = [],
): ReadonlySet<string> => {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const one = States[name];
    if (!one || seen.has(name) || without.includes(name)) continue;
    seen.add(name);
    open.push(...edgesOf(one).map(({ to }) => to));
  }
  return seen;
};

/** What is known in each state, by whichever path it was come to. */
export const knownIn = ({ StartAt, States }: StateMachine): ReadonlyMap<string, Set<string>> => {
  const known = new Map<string, Set<string>>([[StartAt, new Set()]]);
  const open = [StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const one = States[name];
    const here = known.get(name);
    if (!one || !here) continue;
    for (const { to, adds } of edgesOf(one)) {
      const there = new Set(adds === undefined ? here : [...here, adds]);
      const before = known.get(to);
      const both = before ? new Set([...before].filter((key) => there.has(key))) : there;
      if (before && both.size === before.size) continue;
      known.set(to, both);
      open.push(to);
    }
  }
  return known;
};

/** The first parts of the paths that a state reads, such as `begin` of `$.begin.answer`. */
export const readBy = ({ Catch: _, ResultPath: __, ResultSelector: ___, ...one }: State) =>
  [...JSON.stringify(one).matchAll(/"\$\.(\w+)/g)].map(([, key = '']) => key);

/** A task's payload, of which each path has been put in by what it leads to. */
export const payloadOf = (
  { Parameters = {} }: State,
  look: (path: string) => unknown,
): Record<string, unknown> => {
  const payload = z.record(z.string(), z.unknown()).parse(Parameters['Payload']);
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), look(String(value))] : [key, value],
    ),
  );
};
