import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseAlarmDescription } from '../../../../handlers/shared/alarm-description.ts';
import { asList } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { property, resourcesOfType } from '../query.ts';
import { ref } from '../resolve.ts';

/** Alarms that do not tell somebody what it is and what to do; runbooks are sought from a root. */
export const checkAlarms =
  (root: string) =>
  (template: EvaluatedTemplate): readonly Finding[] =>
    resourcesOfType(template, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').flatMap(
      (alarm) =>
        [...description(alarm, root), ...actions(alarm)].map((message) => ({
          id: alarm.id,
          path: '',
          message,
        })),
    );

const description = (alarm: EvaluatedResource, root: string): readonly string[] => {
  const text = property(alarm, 'AlarmDescription');
  if (typeof text !== 'string') return ['has no description'];
  try {
    const { runbook } = parseAlarmDescription(text);
    if (runbook !== `docs/runbooks/${alarm.id}.md`)
      return [`has the runbook of another: ${runbook}`];
    return existsSync(join(root, runbook)) ? [] : [`has no runbook: there is no ${runbook}`];
  } catch (error) {
    return [String(error)];
  }
};

const actions = (alarm: EvaluatedResource): readonly string[] =>
  ['AlarmActions', 'OKActions']
    .filter((name) => !asList(property(alarm, name)).includes(ref('AlarmTopic')))
    .map((name) => `does not tell AlarmTopic: ${name}`);
