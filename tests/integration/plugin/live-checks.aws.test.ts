import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkHostedZone } from '../../../scripts/plugins/storefront/checks/check-hosted-zone.ts';
import { checkImage } from '../../../scripts/plugins/storefront/checks/check-image.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { type EmulatedStage, openEmulatedStage } from './emulated-stage.ts';

describe('what only AWS knows before a deploy', () => {
  let emulator: AwsEmulator;
  let stage: EmulatedStage;

  beforeAll(async () => {
    emulator = await startAwsEmulator();
    stage = await openEmulatedStage(emulator, 'none');
  });
  afterAll(() => emulator.stop());

  describe('of a hosted zone', () => {
    let id: string;
    const check = (domain: string, zone = id) =>
      checkHostedZone(stage.clients.route53, { id: zone, domain });

    beforeAll(async () => {
      const { HostedZone } = await stage.clients.route53.send(
        new CreateHostedZoneCommand({ Name: 'shop.example', CallerReference: '1' }),
      );
      id = (HostedZone?.Id ?? '').replace('/hostedzone/', '');
    });

    it('is that it takes its own domain and those below', async () => {
      expect(await check('shop.example')).toBeUndefined();
      expect(await check('staging.shop.example')).toBeUndefined();
    });

    it('is that it does not exist', async () => {
      expect(await check('shop.example', 'Z0000000000')).toMatch(/no hosted zone Z0000000000 in/);
    });

    it('is that it belongs to another domain', async () => {
      expect(await check('workshop.example')).toMatch(
        /of shop\.example, which workshop\.example is/,
      );
    });
  });

  describe('of a machine image', () => {
    const name = '/images/arm64';
    const check = (version: number | undefined, parameter = name) =>
      checkImage(stage.clients.ssm, { name: parameter, version });

    beforeAll(async () => {
      for (const Value of ['ami-1', 'ami-2'])
        await stage.clients.ssm.send(
          new PutParameterCommand({ Name: name, Value, Type: 'String', Overwrite: true }),
        );
    });

    it('is that both versions exist, the older one too', async () => {
      expect(await check(1)).toBeUndefined();
      expect(await check(2)).toBeUndefined();
    });

    it('is which version is the newest, when the given one does not exist', async () => {
      expect(await check(3)).toMatch(/Version 3 .* newest is 2\. Set "imageVersion" to 2/);
    });

    it('is which one to pin, when none is', async () => {
      expect(await check(undefined)).toMatch(/is not set.*Set it to 2/);
    });

    it('is that there is no such parameter', async () => {
      expect(await check(1, '/images/none')).toMatch(/no parameter \/images\/none/);
    });
  });
});
