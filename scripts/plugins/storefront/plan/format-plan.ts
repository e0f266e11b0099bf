import { formatBytes } from './format-bytes.ts';
import type { Plan } from './plan.ts';

/** As much of a hash as people compare. */
export const shorten = (sha256: string): string => sha256.slice(0, 12);

const describeArtifact = ({ sha256, tarballBytes, liveSha256, changed }: Plan['artifact']) => {
  const is = `${shorten(sha256)} (${formatBytes(tarballBytes)})`;
  if (!changed) return `${is}, the same as the live one`;
  return liveSha256 ? `${is} instead of ${shorten(liveSha256)}` : `${is}, the first one`;
};

const describeInstances = ({ action, live, minInService, because }: Plan['instances']) => {
  if (action === 'create') return 'created';
  if (action === 'keep') return `not replaced (${live} live)`;
  return `replaced one after the other, ${minInService} of ${live} stay in service, because these differ: ${because.join(', ')}`;
};

const describeStaticFiles = ({ total, added, expired, expiring }: Plan['staticFiles']) => {
  const [first] = expiring.map(({ removedFrom }) => removedFrom).sort();
  return [
    `${total}, ${added.length} of them new`,
    expired.length > 0 && `${expired.length} unused for 30 days removed`,
    first && `${expiring.length} unused kept, the first until ${first.slice(0, 10)}`,
  ]
    .filter(Boolean)
    .join('; ');
};

const describeAlarms = ({ watched, ringing }: Plan['rollbackAlarms']) =>
  [
    watched > 0 ? `watched, to turn the deploy back: ${watched}` : 'none turns the deploy back',
    ringing.length > 0 && `not watched, because they ring already: ${ringing.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');

/** The plan, for people: a line for each thing that may change. */
export const formatPlan = (plan: Plan): string =>
  [
    `Storefront of ${plan.stage}`,
    `  artefact      ${describeArtifact(plan.artifact)}`,
    `  instances     ${describeInstances(plan.instances)}`,
    `  static files  ${describeStaticFiles(plan.staticFiles)}`,
    `  migrations    ${plan.migrations.changed ? 'to be applied' : 'unchanged'} (${shorten(plan.migrations.hash)})`,
    `  alarms        ${describeAlarms(plan.rollbackAlarms)}`,
  ].join('\n');
