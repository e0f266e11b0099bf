import type { Field, Statement } from '../../../scripts/plugins/firewall/statement.ts';
import { transform } from './transform.ts';
import type { WebRequest } from './web-request.ts';

export type Sight = {
  readonly request: WebRequest;
  /** What rules before this one have labelled the request with. */
  readonly labels: ReadonlySet<string>;
  /** How many requests that a rate rule counts its address has sent within its window. */
  readonly sentBefore: number;
};

const queryArgument = (query: string, name: string): string | undefined =>
  [...new URLSearchParams(query)].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** The part of a request; undefined where it has none, and then nothing matches. */
const read = (field: Field, { method, path, query, headers }: WebRequest): string | undefined => {
  if ('UriPath' in field) return path;
  if ('QueryString' in field) return query;
  if ('Method' in field) return method;
  if ('SingleHeader' in field) return headers[field.SingleHeader.Name.toLowerCase()];
  return queryArgument(query, field.SingleQueryArgument.Name);
};

const positions = {
  EXACTLY: (text: string, wanted: string) => text === wanted,
  STARTS_WITH: (text: string, wanted: string) => text.startsWith(wanted),
  ENDS_WITH: (text: string, wanted: string) => text.endsWith(wanted),
  CONTAINS: (text: string, wanted: string) => text.includes(wanted),
} as const;

const comparisons = {
  EQ: (size: number, than: number) => size === than,
  NE: (size: number, than: number) => size !== than,
  LE: (size: number, than: number) => size <= than,
  LT: (size: number, than: number) => size < than,
  GE: (size: number, than: number) => size >= than,
  GT: (size: number, than: number) => size > than,
} as const;

const hasLabel = (labels: ReadonlySet<string>, scope: 'LABEL' | 'NAMESPACE', key: string) =>
  scope === 'LABEL' ? labels.has(key) : [...labels].some((label) => label.startsWith(key));

/**
 * Whether one of our own statements matches. @throws for a managed group: what it matches is no
 * part of the template.
 */
export const matchStatement = (statement: Statement, sight: Sight): boolean => {
  const within = (inner: Statement) => matchStatement(inner, sight);
  if ('AndStatement' in statement) return statement.AndStatement.Statements.every(within);
  if ('OrStatement' in statement) return statement.OrStatement.Statements.some(within);
  if ('NotStatement' in statement) return !within(statement.NotStatement.Statement);
  if ('LabelMatchStatement' in statement) {
    const { Scope, Key } = statement.LabelMatchStatement;
    return hasLabel(sight.labels, Scope, Key);
  }
  if ('RateBasedStatement' in statement) {
    const { Limit, ScopeDownStatement } = statement.RateBasedStatement;
    const isCounted = ScopeDownStatement === undefined || within(ScopeDownStatement);
    return isCounted && sight.sentBefore >= Limit;
  }
  if ('ManagedRuleGroupStatement' in statement) throw new Error('a group is no statement of ours');
  return matchText(statement, sight.request);
};

type TextMatch = {
  readonly FieldToMatch: Field;
  readonly TextTransformations: readonly { readonly Type: string }[];
};

type TextStatement = Exclude<
  Statement,
  | { AndStatement: unknown }
  | { OrStatement: unknown }
  | { NotStatement: unknown }
  | { LabelMatchStatement: unknown }
  | { RateBasedStatement: unknown }
  | { ManagedRuleGroupStatement: unknown }
>;

const matchText = (statement: TextStatement, request: WebRequest): boolean => {
  const test = (
    { FieldToMatch, TextTransformations }: TextMatch,
    matches: (text: string) => boolean,
  ): boolean => {
    const sent = read(FieldToMatch, request);
    return (
      sent !== undefined &&
      matches(TextTransformations.reduce((text, { Type }) => transform(Type, text), sent))
    );
  };
  if ('ByteMatchStatement' in statement) {
    const { ByteMatchStatement: match } = statement;
    return test(match, (text) =>
      positions[match.PositionalConstraint](text, String(match.SearchString)),
    );
  }
  if ('RegexMatchStatement' in statement) {
    const { RegexMatchStatement: match } = statement;
    return test(match, (text) => new RegExp(match.RegexString).test(text));
  }
  const { SizeConstraintStatement: match } = statement;
  return test(match, (text) =>
    comparisons[match.ComparisonOperator](Buffer.byteLength(text), match.Size),
  );
};
