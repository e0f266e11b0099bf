import * as z from 'zod';
import { eventByField } from './event-by-field.ts';

/** What every request of CloudFormation to a custom resource has, and its answer repeats. */
export const customResourceEnvelope = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  RequestId: z.string().min(1),
  ResponseURL: z.url({ protocol: /^https?$/ }),
  StackId: z.string().min(1),
  LogicalResourceId: z.string().min(1),
  PhysicalResourceId: z.string().min(1).optional(),
});

export type CustomResourceEnvelope = z.output<typeof customResourceEnvelope>;

/**
 * Schema of a custom resource's events. A deletion may follow a creation that was refused for its
 * properties, so only creation and update check them.
 */
const customResourceEvent = <P extends z.ZodType>(properties: P) => {
  const existing = { PhysicalResourceId: z.string().min(1) };
  return z.discriminatedUnion('RequestType', [
    customResourceEnvelope.extend({
      RequestType: z.literal('Create'),
      ResourceProperties: properties,
    }),
    customResourceEnvelope.extend({
      RequestType: z.literal('Update'),
      ResourceProperties: properties,
      ...existing,
    }),
    customResourceEnvelope.extend({ RequestType: z.literal('Delete'), ...existing }),
  ]);
};

/** Schema of a function that CloudFormation calls and people, too. */
export const customResourceOrByHand = <P extends z.ZodType, B extends z.ZodType>(
  properties: P,
  byHand: B,
) => eventByField('RequestType', customResourceEvent(properties), byHand);

/** The same for the resource's whole life: another one would make CloudFormation replace it. */
const physicalIdOf = ({
  PhysicalResourceId,
  StackId,
  LogicalResourceId,
}: CustomResourceEnvelope): string =>
  PhysicalResourceId ?? `${StackId.split('/')[1] ?? 'stack'}-${LogicalResourceId}`;

const maxAnswerBytes = 4_096;
const maxReasonLength = 1_200;

/** CloudFormation refuses an answer above 4,096 bytes, and with it the whole resource. */
export const buildAnswer = (
  request: CustomResourceEnvelope,
  status: 'SUCCESS' | 'FAILED',
  reason: string,
): string => {
  const build = (text: string): string =>
    JSON.stringify({
      Status: status,
      Reason: text,
      PhysicalResourceId: physicalIdOf(request),
      StackId: request.StackId,
      RequestId: request.RequestId,
      LogicalResourceId: request.LogicalResourceId,
      NoEcho: true,
    });
  const characters = [...reason.toWellFormed()];
  for (let length = maxReasonLength; ; length = Math.floor(length / 2)) {
    const text =
      characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('');
    const answer = build(text);
    if (length === 0 || Buffer.byteLength(answer) <= maxAnswerBytes) return answer;
  }
};
