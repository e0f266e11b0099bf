import type { Limits } from '../shared/build-handler.ts';
import type { Begun } from '../shared/drill.ts';
import { maintain } from '../shared/maintain.ts';
import { begin, type Plan, plan } from './begin.ts';
import { type CleanUpResult, cleanUp } from './clean-up.ts';
import type { StepEvent, VerifyBackupEvent } from './event.ts';
import { type ReportResult, report } from './report.ts';
import { type CopyState, look, restore, setPassword } from './restore.ts';
import type { Services } from './services.ts';
import { type Started, startDrill } from './start.ts';
import { type DrillStatus, findDrillStatus } from './status.ts';
import { type SweepResult, sweep } from './sweep.ts';

export type VerifyBackupResult =
  | Begun
  | CopyState
  | CleanUpResult
  | ReportResult
  | SweepResult
  | Started
  | DrillStatus
  | Plan;

const startForPeople = maintain({ job: 'verify-backup', hurts: () => false }, startDrill);

const act = (event: StepEvent, services: Services, limits: Limits): Promise<VerifyBackupResult> => {
  switch (event.action) {
    case 'begin':
      return begin(event, services);
    case 'restore':
      return restore(event, services);
    case 'look':
      return look(event, services);
    case 'setPassword':
      return setPassword(event, services);
    case 'cleanUp':
      return cleanUp(event, services);
    case 'report':
      return report(event, services);
    case 'sweep':
      return sweep(event, services);
    case 'start':
      return startForPeople(event, services, limits);
    case 'status':
      return findDrillStatus(event, services);
  }
};

/** A step of the backup drill, each of which may run twice; or what people ask for of drills. */
export const verifyBackup = async (
  event: VerifyBackupEvent,
  services: Services,
  limits: Limits,
): Promise<VerifyBackupResult> =>
  'action' in event ? act(event, services, limits) : plan(event.snapshotId, services);
