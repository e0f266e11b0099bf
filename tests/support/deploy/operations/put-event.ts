import type { Cloud } from '../cloud.ts';

export type BusEvent = {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
};

/** Puts an event on the default bus, in AWS's name too, which only AWS may do on AWS. */
export const putEvent = async (
  { endpoint, region, credentials }: Cloud['client'],
  { source, detailType, detail }: BusEvent,
): Promise<void> => {
  const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSEvents.PutEvents',
      // The emulator reads the service from it, and nothing else.
      authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ Entries: [entry] }),
  });
  const answer = await response.text();
  if (!response.ok || answer.includes('ErrorCode')) throw new Error(`PutEvents: ${answer}`);
};
