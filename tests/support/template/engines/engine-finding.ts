/** What a rule engine says of a resource. */
export type EngineFinding = {
  readonly rule: string;
  /** The logical id; empty where the engine names none. */
  readonly resource: string;
  readonly message: string;
};

export const formatEngineFinding = ({ rule, resource, message }: EngineFinding): string =>
  `${resource}: ${rule}: ${message}`;

/** Sorted, and each only once: an engine says the same for every way in which it is so. */
export const uniqueFindings = (findings: readonly EngineFinding[]): readonly EngineFinding[] => [
  ...new Map(
    findings
      .map((finding) => [`${finding.rule} ${finding.resource}`, finding] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ).values(),
];
