import { withLease } from '../shared/with-lease.ts';
import { check } from './check.ts';
import type { EveningScaleUpEvent } from './event.ts';
import { lower } from './lower.ts';
import { raise } from './raise.ts';
import type { EveningScaleUpResult } from './result.ts';
import type { Services } from './services.ts';

/** Longer than the function may run, so that only a killed one leaves a lease behind. */
const holdMs = 95_000;
const waitMs = 20_000;

const act = (event: EveningScaleUpEvent, services: Services): Promise<EveningScaleUpResult> => {
  switch (event.action) {
    case 'raise':
      return raise(event, services);
    case 'check':
      return check(event, services);
    case 'lower':
      return lower(event, services);
  }
};

/** Makes the group ready for the evening, checks that it is, and ends the evening. */
export const eveningScaleUp = (
  event: EveningScaleUpEvent,
  services: Services,
): Promise<EveningScaleUpResult> =>
  event.dryRun
    ? act(event, services)
    : withLease(services, 'evening-scale-up', { holdMs, waitMs }, () => act(event, services));
