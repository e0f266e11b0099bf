type Field = {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
};

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const minute: Field = { name: 'minute', min: 0, max: 59 };
const hour: Field = { name: 'hour', min: 0, max: 23 };
const dayOfMonth: Field = { name: 'day of month', min: 1, max: 31 };
const month: Field = { name: 'month', min: 1, max: 12, names: months };
const awsDayOfWeek: Field = { name: 'day of week', min: 1, max: 7, names: days };
const unixDayOfWeek: Field = { name: 'day of week', min: 0, max: 7, names: days };
const year: Field = { name: 'year', min: 1970, max: 2199 };

/** What is wrong with `cron(…)`, `rate(…)` or `at(…)` of EventBridge; undefined when nothing is. */
export const lintSchedule = (text: string): string | undefined => {
  const [, kind, inside = ''] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'cron') return lintAwsCron(inside.split(/\s+/));
  if (kind === 'rate') return lintRate(inside);
  if (kind === 'at') {
    return Number.isNaN(Date.parse(`${inside}Z`)) ? `${inside} is no time` : undefined;
  }
  return `${text} is neither cron, rate nor at`;
};

/** The same for the five fields of an Auto Scaling schedule. */
export const lintUnixCron = (text: string): string | undefined => {
  const fields = text.trim().split(/\s+/);
  return lintFields(fields, [minute, hour, dayOfMonth, month, unixDayOfWeek]);
};

const lintAwsCron = (fields: readonly string[]): string | undefined => {
  const message = lintFields(fields, [minute, hour, dayOfMonth, month, awsDayOfWeek, year]);
  if (message) return message;
  const [, , byMonth, , byWeek] = fields;
  return (byMonth === '?') === (byWeek === '?')
    ? 'exactly one of day of month and day of week is to be ?'
    : undefined;
};

const lintFields = (values: readonly string[], fields: readonly Field[]): string | undefined => {
  if (values.length !== fields.length) {
    return `has ${values.length} fields in place of ${fields.length}`;
  }
  for (const [index, field] of fields.entries()) {
    const value = values[index] ?? '';
    if (!value.split(',').every((part) => fits(part, field))) {
      return `${value} is no ${field.name}`;
    }
  }
  return undefined;
};

const fits = (part: string, field: Field): boolean => {
  const isDay = field.name.startsWith('day');
  if (part === '*' || (part === '?' && isDay)) return true;
  if (field === dayOfMonth && /^(L|LW|\d{1,2}W)$/.test(part)) return true;
  if (field === awsDayOfWeek && /^([1-7]L?|L|[1-7]#[1-5])$/.test(part)) return true;
  const [range = '', step] = part.split('/');
  if (step !== undefined && !(Number(step) >= 1)) return false;
  if (range === '*') return step !== undefined;
  const [from = '', to] = range.split('-');
  const [low, high] = [numberOf(from, field), to === undefined ? undefined : numberOf(to, field)];
  return inside(low, field) && (high === undefined || (inside(high, field) && low <= high));
};

const inside = (value: number, { min, max }: Field): boolean => value >= min && value <= max;

const numberOf = (text: string, { names = [], min }: Field): number => {
  const index = names.indexOf(text.toUpperCase());
  if (index >= 0) return index + min;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
};

const lintRate = (inside: string): string | undefined => {
  const [, count = '', unit = ''] = /^(\d+) (minutes?|hours?|days?)$/.exec(inside) ?? [];
  if (Number(count) < 1) return `${inside} is no rate`;
  return (count === '1') === unit.endsWith('s') ? `${inside}: ${unit} for ${count}` : undefined;
};
