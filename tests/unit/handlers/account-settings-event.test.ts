import { describe, expect, it } from '@jest/globals';
import { accountSettingsEvent } from '../../../handlers/apply-account-settings/event.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';

const request = (properties: unknown) => ({
  RequestType: 'Create',
  RequestId: 'r',
  ResponseURL: 'https://answer.example/x',
  StackId: 's',
  LogicalResourceId: 'AccountSettings',
  ResourceProperties: properties,
});

const strict = {
  MinimumPasswordLength: 14,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  AllowUsersToChangePassword: true,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
};

describe('the event of apply-account-settings', () => {
  it('takes the texts that CloudFormation makes of numbers and flags', () => {
    const texts = Object.fromEntries(
      Object.entries(strict).map(([key, value]) => [key, `${value}`]),
    );

    const event = parseEvent(
      accountSettingsEvent,
      request({ ServiceToken: 'arn', DefaultSecurityGroupOf: 'vpc-0a1b', PasswordPolicy: texts }),
    );

    expect(event).toMatchObject({ ResourceProperties: { PasswordPolicy: strict } });
  });

  it('is strict about what it is not told', () => {
    expect(
      parseEvent(accountSettingsEvent, { DefaultSecurityGroupOf: 'vpc-0a1b', PasswordPolicy: {} }),
    ).toEqual({ DefaultSecurityGroupOf: 'vpc-0a1b', PasswordPolicy: strict, dryRun: false });
  });

  it.each([
    ['a short password', { MinimumPasswordLength: 8 }, /MinimumPasswordLength/],
    ['a flag of another word', { RequireSymbols: 'yes' }, /RequireSymbols/],
    ['an unknown setting', { RequireEmoji: true }, /RequireEmoji/],
  ])('refuses %s', (_name, policy, message) => {
    expect(() =>
      parseEvent(
        accountSettingsEvent,
        request({ DefaultSecurityGroupOf: 'vpc-0a1b', PasswordPolicy: policy }),
      ),
    ).toThrow(message);
  });
});
