import type { Field, Statement } from './statement.ts';

/** Fixed costs of AWS's groups, from the AWS Managed Rules rule groups list of its manual. */
const groupUnits: Readonly<Record<string, number>> = {
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
};

const byteMatchUnits = { EXACTLY: 2, STARTS_WITH: 2, ENDS_WITH: 2, CONTAINS: 10 } as const;

type Match = {
  readonly FieldToMatch: Field;
  readonly TextTransformations: readonly { readonly Type: string }[];
};

const matchUnits = (base: number, { TextTransformations }: Match): number =>
  base + 10 * TextTransformations.filter(({ Type }) => Type !== 'NONE').length;

const sum = (statements: readonly Statement[]): number =>
  statements.reduce((total, statement) => total + statementUnits(statement), 0);

const optional = (statement: Statement | undefined): number =>
  statement === undefined ? 0 : statementUnits(statement);

/**
 * What a statement costs in web ACL capacity units, by the manual's "WCUs" of each kind: 1 for sizes
 * and labels, 2 or 10 for texts, 3 for a pattern, 2 for a rate, and 10 for each transformation.
 * @throws for a group whose cost is not known.
 */
export const statementUnits = (statement: Statement): number => {
  if ('ByteMatchStatement' in statement) {
    const { ByteMatchStatement: match } = statement;
    return matchUnits(byteMatchUnits[match.PositionalConstraint], match);
  }
  if ('RegexMatchStatement' in statement) return matchUnits(3, statement.RegexMatchStatement);
  if ('SizeConstraintStatement' in statement)
    return matchUnits(1, statement.SizeConstraintStatement);
  if ('LabelMatchStatement' in statement) return 1;
  if ('AndStatement' in statement) return sum(statement.AndStatement.Statements);
  if ('OrStatement' in statement) return sum(statement.OrStatement.Statements);
  if ('NotStatement' in statement) return statementUnits(statement.NotStatement.Statement);
  if ('RateBasedStatement' in statement)
    return 2 + optional(statement.RateBasedStatement.ScopeDownStatement);
  const { Name, ScopeDownStatement } = statement.ManagedRuleGroupStatement;
  const units = groupUnits[Name];
  if (units === undefined) throw new Error(`what the rule group ${Name} costs is not known`);
  return units + optional(ScopeDownStatement);
};
