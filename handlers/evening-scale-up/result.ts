import type { Size } from '../shared/storefront-group.ts';
import type { LocalDate } from '../shared/zoned-time.ts';
import type { PastEvening } from './plan-capacity.ts';

export type EveningScaleUpResult =
  | { readonly outcome: 'skipped'; readonly because: string }
  | {
      readonly outcome: 'raised' | 'unchanged' | 'planned';
      readonly evening: LocalDate;
      readonly before: Size;
      readonly after: Size;
      readonly because: string;
      readonly history: readonly PastEvening[];
      /** More instances were wanted than the group may have. */
      readonly isCapped: boolean;
      readonly isDeploying: boolean;
    }
  | {
      readonly outcome: 'ready' | 'not ready';
      readonly evening: LocalDate;
      readonly wanted: number;
      readonly inService: number;
      /** The group's minimum had been lost, such as by a rollback, and was set again. */
      readonly raisedAgain: boolean;
      readonly dryRun: boolean;
    }
  | {
      readonly outcome: 'lowered' | 'was low' | 'would be lowered';
      readonly before: Size;
      readonly after: Size;
      readonly because: string;
    };
