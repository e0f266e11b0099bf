import * as z from 'zod';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { getResource, property } from '../../support/template/query.ts';

const behaviourSchema = z.strictObject({
  PathPattern: z.string().default('*'),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()),
  Compress: z.boolean(),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string(),
});

export type Behaviour = z.infer<typeof behaviourSchema>;

/** `*` stands for any characters, `?` for one; case counts. */
const toPattern = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/** The behaviours of a compiled distribution, in order; the last one takes what no other does. */
export const readBehaviours = (stack: EvaluatedTemplate): readonly Behaviour[] => {
  const distribution = getResource(stack, 'Distribution');
  const read = (path: string) => property(distribution, `DistributionConfig.${path}`);
  return [
    ...z.array(behaviourSchema).parse(read('CacheBehaviors')),
    behaviourSchema.parse(read('DefaultCacheBehavior')),
  ];
};

/** The behaviour that CloudFront chooses for a path. @param path without dot segments, as it normalises them. */
export const findBehaviour = (behaviours: readonly Behaviour[], path: string): Behaviour => {
  const found = behaviours.find(({ PathPattern }) => toPattern(PathPattern).test(path));
  if (!found) throw new Error(`no behaviour takes ${path}`);
  return found;
};

export const policies = {
  uncached: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  files: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  catalog: '<CatalogCachePolicy>',
  shopper: '<ShopperRequestPolicy>',
  pageHeaders: '<PageHeadersPolicy>',
  mediaHeaders: '<MediaHeadersPolicy>',
} as const;
