import * as z from 'zod';
import type { News } from './news.ts';

type Told = Omit<News, 'id' | 'from' | 'at'>;

const envelope = z.looseObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
});

const databaseDetail = z.object({
  EventCategories: z.array(z.string()).default([]),
  SourceIdentifier: z.string(),
  Message: z.string(),
  EventID: z.string().optional(),
});

const isGrave = (categories: readonly string[]) =>
  categories.some((it) => ['failover', 'failure', 'low storage'].includes(it));

const readDatabaseEvent = (detail: unknown): Told => {
  const { EventCategories, SourceIdentifier, Message, EventID } = databaseDetail.parse(detail);
  return {
    level: isGrave(EventCategories) ? 'warning' : 'info',
    title: `Database ${SourceIdentifier}: ${EventCategories.join(', ') || 'event'}`,
    text: Message,
    facts: EventID ? [['Event', EventID]] : [],
    group: `database-${SourceIdentifier}`,
  };
};

const launchDetail = z.object({
  AutoScalingGroupName: z.string(),
  StatusMessage: z.string().default(''),
  Cause: z.string().default(''),
});

const readLaunchFailure = (detail: unknown): Told => {
  const { AutoScalingGroupName, StatusMessage, Cause } = launchDetail.parse(detail);
  return {
    level: 'warning',
    title: `${AutoScalingGroupName} could not launch an instance`,
    text: StatusMessage || 'EC2 gave no reason.',
    facts: Cause ? [['Why it was wanted', Cause]] : [],
    group: `launch-${AutoScalingGroupName}`,
  };
};

const healthDetail = z.object({
  service: z.string(),
  eventTypeCode: z.string(),
  eventTypeCategory: z.string(),
  eventDescription: z.array(z.object({ latestDescription: z.string() })).default([]),
  affectedEntities: z.array(z.object({ entityValue: z.string() })).default([]),
  eventArn: z.string().optional(),
});

const readHealthEvent = (detail: unknown): Told => {
  const health = healthDetail.parse(detail);
  const affected = health.affectedEntities.map((it) => it.entityValue).join(', ');
  return {
    level: health.eventTypeCategory === 'issue' ? 'warning' : 'info',
    title: `AWS Health, ${health.service}: ${health.eventTypeCode}`,
    text: health.eventDescription[0]?.latestDescription ?? '',
    facts: affected ? [['Affected', affected]] : [],
    group: `health-${health.eventArn ?? health.eventTypeCode}`,
  };
};

const complianceDetail = z.object({
  configRuleName: z.string(),
  resourceType: z.string(),
  resourceId: z.string(),
  newEvaluationResult: z.object({
    complianceType: z.string(),
    annotation: z.string().optional(),
  }),
});

const readCompliance = (detail: unknown): Told => {
  const found = complianceDetail.parse(detail);
  const { complianceType, annotation } = found.newEvaluationResult;
  return {
    level: complianceType === 'NON_COMPLIANT' ? 'warning' : 'good',
    title: `Rule ${found.configRuleName}: ${complianceType}`,
    text: annotation ?? '',
    facts: [['Resource', `${found.resourceType} ${found.resourceId}`]],
    group: `config-${found.configRuleName}`,
  };
};

const readers = new Map<string, (detail: unknown) => Told>([
  ['aws.rds RDS DB Instance Event', readDatabaseEvent],
  ['aws.rds RDS DB Cluster Event', readDatabaseEvent],
  ['aws.autoscaling EC2 Instance Launch Unsuccessful', readLaunchFailure],
  ['aws.health AWS Health Event', readHealthEvent],
  ['aws.config Config Rules Compliance Change', readCompliance],
]);

/** What an event of the bus says; undefined when its kind or its form is not known. */
export const findBusEvent = (body: unknown): Told | undefined => {
  const event = envelope.safeParse(body);
  if (!event.success) return undefined;
  const read = readers.get(`${event.data.source} ${event.data['detail-type']}`);
  try {
    return read?.(event.data.detail);
  } catch (error) {
    // In another form than expected: it is shown as it came, rather than not at all.
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
};
