import { asList, valueAt } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';
import { getResource, property } from '../query.ts';

/** How long each part gives the other when an instance is taken out of service, in seconds. */
export type StoppingTimes = {
  /** Until the load balancer sends it no more requests. */
  readonly deregistration: number;
  /** Until the storefront ends, whatever still runs. */
  readonly storefront: number;
  /** Until systemd kills it. */
  readonly unit: number;
};

const inSeconds = (span: string): number => {
  const [, count = '', unit = 's'] = /^(\d+)\s*(s|sec|min|m)?$/.exec(span.trim()) ?? [];
  return Number(count) * (unit.startsWith('m') ? 60 : 1);
};

/** @throws when one of the times is not said. */
export const readStoppingTimes = (template: EvaluatedTemplate, unitFile: string): StoppingTimes => {
  const attributes = asList(
    property(getResource(template, 'StorefrontTargetGroup'), 'TargetGroupAttributes'),
  );
  const delay = attributes.find(
    (one) => valueAt(one, 'Key') === 'deregistration_delay.timeout_seconds',
  );
  const userData = String(
    property(getResource(template, 'StorefrontLaunchTemplate'), 'LaunchTemplateData.UserData'),
  );
  const stop = /^STOP_TIMEOUT_MS=(\d+)$/m.exec(userData)?.[1];
  const unit = /^TimeoutStopSec=(.+)$/m.exec(unitFile)?.[1];
  if (!delay || !stop || !unit) throw new Error('a time to stop is not said');
  return {
    deregistration: Number(valueAt(delay, 'Value')),
    storefront: Number(stop) / 1000,
    unit: inSeconds(unit),
  };
};
