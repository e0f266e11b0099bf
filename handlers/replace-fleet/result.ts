import type { GroupInstance, Size } from '../shared/storefront-group.ts';
import type { TemplateVersion } from './launch-templates.ts';
import type { Refresh } from './refreshes.ts';

export type ReplaceFleetResult = { readonly summary: string } & (
  | { readonly outcome: 'planned' }
  | { readonly outcome: 'begun' | 'cancelled'; readonly refreshId: string }
  | {
      readonly outcome: 'status';
      /** Of the launch template, which new instances are made from. */
      readonly version: string | undefined;
      readonly instances: readonly GroupInstance[];
      readonly size: Size;
      readonly versions: readonly TemplateVersion[];
      readonly refresh: Refresh | undefined;
    }
);
