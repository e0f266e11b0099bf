import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Json, JsonObject } from './json.ts';

const json = z.custom<Json>();
const object = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const resourceSchema = z
  .strictObject({
    Type: z.string(),
    Condition: z.string(),
    DependsOn: z.union([z.string(), z.array(z.string())]),
    Properties: object,
    Metadata: object,
    DeletionPolicy: json,
    UpdateReplacePolicy: json,
    CreationPolicy: object,
    UpdatePolicy: object,
  })
  .partial()
  .required({ Type: true });

const outputSchema = z.strictObject({
  Value: json,
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: json }).optional(),
});

const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().max(1024).optional(),
  Transform: json.optional(),
  Metadata: object.optional(),
  Parameters: z.record(z.string(), object).default({}),
  Mappings: z.record(z.string(), object).default({}),
  Conditions: z.record(z.string(), json).default({}),
  Rules: object.optional(),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), outputSchema).default({}),
});

export type TemplateResource = z.infer<typeof resourceSchema>;
/** A CloudFormation template as it is sent: with its intrinsic functions. */
export type Template = z.infer<typeof templateSchema>;

/** @throws when a section or a key of a resource is not one that CloudFormation knows. */
export const parseTemplate = (value: unknown): Template => templateSchema.parse(value);

export const readTemplate = (file: string): Template =>
  parseTemplate(JSON.parse(readFileSync(file, 'utf8')));
