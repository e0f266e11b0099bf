import { join } from 'node:path';
import type { EvaluatedTemplate } from '../support/template/evaluate.ts';
import type { Finding } from '../support/template/finding.ts';
import { checkAlarms } from '../support/template/rules/alarms.ts';
import { checkBuckets } from '../support/template/rules/buckets.ts';
import { checkEncryption } from '../support/template/rules/encryption.ts';
import { findExposure } from '../support/template/rules/exposure.ts';
import { checkFunctions } from '../support/template/rules/functions.ts';
import { checkInstanceTags } from '../support/template/rules/tags.ts';
import { findWildcards, isSameWildcard } from '../support/template/rules/wildcards.ts';
import { allowedWildcards } from './wildcards.ts';

export type HouseRule = (stack: EvaluatedTemplate) => readonly Finding[];

const root = join(import.meta.dirname, '../..');

const checkWildcards: HouseRule = (stack) =>
  findWildcards(stack)
    .filter((found) => !allowedWildcards.some((allowed) => isSameWildcard(found, allowed)))
    .map(({ role, may, on }) => ({ id: role, path: '', message: `may ${may} on ${on}` }));

export const houseRules = {
  'nothing but the load balancer is open, and that to CloudFront only': findExposure,
  'no role has a wildcard that is not listed with its reason': checkWildcards,
  'every function has its own role, kept and encrypted logs and a place for failures':
    checkFunctions,
  'every bucket is encrypted, versioned, private and asks for TLS': checkBuckets,
  'everything that is kept is encrypted with a key of ours': checkEncryption,
  'every alarm tells somebody what it means and what to do': checkAlarms(root),
  'instances and their volumes have the tags of the stage': checkInstanceTags,
} as const satisfies Readonly<Record<string, HouseRule>>;

export type HouseRuleName = keyof typeof houseRules;
