import * as z from 'zod';
import { customResourceOrByHand } from '../shared/custom-resource.ts';

/** CloudFormation turns every value of a custom resource's properties into a text. */
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** Named as IAM names them; what is left out is as strict as the platform wants it. */
const passwordPolicy = z.strictObject({
  MinimumPasswordLength: whole(14, 128).default(14),
  RequireSymbols: flag.default(true),
  RequireNumbers: flag.default(true),
  RequireUppercaseCharacters: flag.default(true),
  RequireLowercaseCharacters: flag.default(true),
  AllowUsersToChangePassword: flag.default(true),
  MaxPasswordAge: whole(1, 90).default(90),
  PasswordReusePrevention: whole(24, 24).default(24),
});

const settings = {
  /** The VPC whose default security group is to let nothing in or out. */
  DefaultSecurityGroupOf: z.string().regex(/^vpc-[0-9a-f]+$/),
  /** Only of the stage that owns what the account has once. */
  PasswordPolicy: passwordPolicy.optional(),
};

/** From CloudFormation, or by hand with the same settings and `dryRun`. */
export const accountSettingsEvent = customResourceOrByHand(
  z.object(settings),
  z.strictObject({ ...settings, dryRun: z.boolean().default(false) }),
);

export type AccountSettingsEvent = z.output<typeof accountSettingsEvent>;
export type PasswordPolicy = z.output<typeof passwordPolicy>;
