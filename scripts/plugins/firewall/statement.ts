import * as z from 'zod';

const transformations = z.array(z.strictObject({ Priority: z.number(), Type: z.string() })).min(1);
const nothing = z.strictObject({});
const named = z.strictObject({ Name: z.string().min(1).max(64) });

/** Which part of a request a statement looks at: the parts that our rules use. */
const fieldSchema = z.union([
  z.strictObject({ UriPath: nothing }),
  z.strictObject({ QueryString: nothing }),
  z.strictObject({ Method: nothing }),
  z.strictObject({ SingleHeader: named }),
  z.strictObject({ SingleQueryArgument: named }),
]);

const match = { FieldToMatch: fieldSchema, TextTransformations: transformations };

/** A text, or a function of CloudFormation that only yields one when it is deployed. */
const text = z.union([z.string(), z.record(z.string(), z.unknown())]);

const action = z.union([
  z.strictObject({ Block: z.looseObject({}) }),
  z.strictObject({ Count: z.looseObject({}) }),
]);

export type Field = z.infer<typeof fieldSchema>;
export type Action = z.infer<typeof action>;
export type Statement = z.infer<typeof statementSchema>;

/**
 * A statement of a rule, as far as this project uses them. What is not here is refused: neither its
 * cost nor its effect would be known.
 */
export const statementSchema = z.union([
  z.strictObject({
    ByteMatchStatement: z.strictObject({
      ...match,
      PositionalConstraint: z.enum(['EXACTLY', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS']),
      SearchString: text,
    }),
  }),
  z.strictObject({ RegexMatchStatement: z.strictObject({ ...match, RegexString: z.string() }) }),
  z.strictObject({
    SizeConstraintStatement: z.strictObject({
      ...match,
      ComparisonOperator: z.enum(['EQ', 'NE', 'LE', 'LT', 'GE', 'GT']),
      Size: z.number(),
    }),
  }),
  z.strictObject({
    LabelMatchStatement: z.strictObject({
      Scope: z.enum(['LABEL', 'NAMESPACE']),
      Key: z.string(),
    }),
  }),
  z.strictObject({
    get AndStatement() {
      return z.strictObject({ Statements: z.array(statementSchema).min(2) });
    },
  }),
  z.strictObject({
    get OrStatement() {
      return z.strictObject({ Statements: z.array(statementSchema).min(2) });
    },
  }),
  z.strictObject({
    get NotStatement() {
      return z.strictObject({ Statement: statementSchema });
    },
  }),
  z.strictObject({
    get RateBasedStatement() {
      return z.strictObject({
        AggregateKeyType: z.literal('IP'),
        EvaluationWindowSec: z.number(),
        Limit: z.number(),
        ScopeDownStatement: statementSchema.optional(),
      });
    },
  }),
  z.strictObject({
    get ManagedRuleGroupStatement() {
      return z.strictObject({
        VendorName: z.literal('AWS'),
        Name: z.string(),
        RuleActionOverrides: z
          .array(z.strictObject({ Name: z.string(), ActionToUse: action }))
          .default([]),
        ScopeDownStatement: statementSchema.optional(),
      });
    },
  }),
]);

export type Rule = z.infer<typeof ruleSchema>;

/** A rule of a web ACL: one of ours has an action, a group of AWS's an override. */
export const ruleSchema = z.strictObject({
  Name: z.string(),
  Priority: z.number().int().min(0),
  Action: action.optional(),
  OverrideAction: z
    .union([z.strictObject({ None: nothing }), z.strictObject({ Count: nothing })])
    .optional(),
  Statement: statementSchema,
  VisibilityConfig: z.unknown(),
});
