/** What is wrong, and where. */
export type Finding = {
  /** The logical id, or the section for what belongs to no resource. */
  readonly id: string;
  /** Path inside it, such as `Properties.Tags.0.Key`; empty for the whole. */
  readonly path: string;
  readonly message: string;
};

export const formatFinding = ({ id, path, message }: Finding): string =>
  `${path === '' ? id : `${id}.${path}`}: ${message}`;
