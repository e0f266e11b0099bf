import type { Check } from '../shared/drill.ts';
import { isUnreachable, messageOf } from '../shared/mysql-errors.ts';

/** What a check has seen: nothing wrong, or what. */
export type Finding = { readonly found: string; readonly wrong?: boolean };

const maxLength = 400;
const cut = (text: string): string =>
  text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;

/** A problem where there is one: the database's own, too, since a bad copy may answer with an error. */
export const findProblem = async (
  what: string,
  look: () => Promise<string | undefined>,
): Promise<readonly string[]> => {
  try {
    const problem = await look();
    return problem === undefined ? [] : [`${what}: ${problem}`];
  } catch (error) {
    // That says nothing about the copy's data.
    if (isUnreachable(error)) throw error;
    return [`${what}: ${messageOf(error)}`];
  }
};

export const describeProblems = (problems: readonly string[], good: string): Finding =>
  problems.length === 0 ? { found: good } : { found: problems.join('; '), wrong: true };

/** Makes a named check of a look; one that cannot be taken has failed. */
export const runCheck = async (
  name: string,
  expected: string,
  look: () => Promise<Finding>,
): Promise<Check> => {
  try {
    const { found, wrong = false } = await look();
    return { name, ok: !wrong, expected: cut(expected), found: cut(found) };
  } catch (error) {
    if (isUnreachable(error)) throw error;
    return { name, ok: false, expected: cut(expected), found: cut(messageOf(error)) };
  }
};
