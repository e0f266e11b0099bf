const consoleOf = (region: string): string =>
  `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;

/** The console's own encoding of a text inside a fragment: `*` and two hexadecimal digits. */
const encodeStarred = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9_.-]/.test(character)
        ? character
        : `*${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

const encodeSegment = (text: string): string =>
  encodeURIComponent(encodeURIComponent(text.toWellFormed()));

export const alarmLink = (region: string, name: string): string =>
  `${consoleOf(region)}#alarmsV2:alarm/${encodeSegment(name)}`;

export const dashboardLink = (region: string, name: string): string =>
  `${consoleOf(region)}#dashboards/dashboard/${encodeSegment(name)}`;

export type LogsQuery = {
  readonly logGroup: string;
  readonly query: string;
  readonly start: Date;
  readonly end: Date;
};

/** CloudWatch Logs Insights with query, log group and time window filled in. */
export const logsLink = (region: string, { logGroup, query, start, end }: LogsQuery): string => {
  const detail = [
    `end~'${encodeStarred(end.toISOString())}`,
    `start~'${encodeStarred(start.toISOString())}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~'${encodeStarred(query)}`,
    `source~(~'${encodeStarred(logGroup)})`,
  ].join('~');
  return `${consoleOf(region)}#logsV2:logs-insights$3FqueryDetail$3D~(${detail})`;
};
