import { walk } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { lintSchedule, lintUnixCron } from './cron.ts';

/** Times at which something is to run. */
export const lintSchedules = (template: EvaluatedTemplate): readonly Finding[] =>
  [...template.resources.values()].flatMap(({ id, type, properties }) => {
    const findings: Finding[] = [];
    const check = (path: string, message: string | undefined) => {
      if (message) findings.push({ id, path, message });
    };
    walk(
      properties,
      (value, path) => {
        if (typeof value !== 'string' || value.includes('<')) return;
        if (path.endsWith('.ScheduleExpression')) check(path, lintSchedule(value));
        if (type === 'AWS::AutoScaling::ScheduledAction' && path.endsWith('.Recurrence')) {
          check(path, lintUnixCron(value));
        }
      },
      'Properties',
    );
    return findings;
  });
