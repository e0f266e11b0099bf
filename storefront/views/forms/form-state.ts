/** What a form shows: what was typed before, and what is wrong with it. */
export type FormState = {
  readonly values: Readonly<Record<string, string>>;
  /** Messages by field; `form` for one that belongs to none. */
  readonly problems: Readonly<Record<string, string>>;
};

export const emptyForm: FormState = { values: {}, problems: {} };

/** Titles begin with it after an error, since they are read out first. */
export const errorPrefix = ({ problems }: FormState): string =>
  Object.keys(problems).length > 0 ? 'Error: ' : '';
