import * as z from 'zod';
import type { Operations } from './operations.ts';

const done = z.object({
  message: z.literal('done'),
  result: z.object({
    deliveries: z.array(z.object({ outcome: z.string(), about: z.string() })),
  }),
});

/** What became of everything that the function which posts to Slack was given about something. */
export const readOutcomes = async (
  { alarmToSlack }: Operations,
  about: string,
): Promise<readonly string[]> => {
  const lines = await alarmToSlack.logLines();
  return lines
    .flatMap((line) => done.safeParse(line).data?.result.deliveries ?? [])
    .filter((it) => it.about === about)
    .map(({ outcome }) => outcome)
    .sort();
};
