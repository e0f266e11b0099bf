import type { Logger } from './logger.ts';

export type Job = {
  readonly name: string;
  /** Pause between the end of one run and the start of the next. */
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
};

/**
 * Runs jobs again and again beside the requests. A run that fails is logged and does not end it.
 * @returns stops them: resolves when no run is under way any more.
 */
export const runRepeatedly = (jobs: readonly Job[], logger: Logger): (() => Promise<void>) => {
  let isStopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();

  const start = ({ name, everyMs, run }: Job): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const round = run()
        .then(
          () => {},
          (error: unknown) => logger.warn({ message: 'a job failed', job: name, error }),
        )
        .then(() => {
          running.delete(round);
          if (!isStopped) start({ name, everyMs, run });
        });
      running.add(round);
    }, everyMs);
    timers.add(timer);
  };

  for (const job of jobs) start(job);
  return async () => {
    isStopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(running);
  };
};
