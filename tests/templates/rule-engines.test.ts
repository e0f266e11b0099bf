import { describe, expect, it } from '@jest/globals';
import { parseTemplate } from '../../scripts/plugins/literal-template/template.ts';
import { formatEngineFinding } from '../support/template/engines/engine-finding.ts';
import { runEngines } from '../support/template/engines/run-engines.ts';
import {
  findOverdue,
  findUnused,
  type PlacedFinding,
  suppressionSchema,
  withoutSuppressed,
} from '../support/template/engines/suppression.ts';
import { loadPackaged } from '../support/template/packaged.ts';
import { variants } from '../support/template/variants.ts';
import { suppressions } from './suppressions.ts';

const all: PlacedFinding[] = [];

describe('cfn-guard and cdk-nag find nothing that is not meant', () => {
  it.each(variants.map(({ name }) => name))('in %s', async (name) => {
    const { folded, surroundings } = await loadPackaged(name);

    const findings = runEngines(folded, surroundings.stackName).map(
      (finding): PlacedFinding => ({ ...finding, variant: name }),
    );
    all.push(...findings);

    expect(findings).not.toEqual([]);
    expect(withoutSuppressed(findings, suppressions).map(formatEngineFinding)).toEqual([]);
  });
});

it('they do find holes, and say where', () => {
  const holes = parseTemplate({
    Resources: {
      Open: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          GroupDescription: 'x',
          SecurityGroupIngress: [
            { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0', Description: 'x' },
          ],
        },
      },
      Plain: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'mysql' } },
    },
  });

  const found = runEngines(holes, 'stack').map(({ rule, resource }) => `${resource} ${rule}`);

  expect(found).toEqual(
    expect.arrayContaining([
      'Open AwsSolutions-EC23',
      'Open vpc_sg_open_only_to_authorized_ports_check',
      'Plain AwsSolutions-RDS2',
      'Plain rds_instance_storage_encrypted_check',
    ]),
  );
});

describe('suppressions', () => {
  it.each(suppressions)('$rules of $resources may be suppressed, with reason and date', (one) => {
    expect(suppressionSchema.safeParse(one).error?.issues ?? []).toEqual([]);
  });

  it('are all needed', () => {
    expect(findUnused(all, suppressions)).toEqual([]);
  });

  it('have all been thought over in time', () => {
    const today = new Date().toISOString().slice(0, 10);

    expect(findOverdue(suppressions, today)).toEqual([]);
  });
});
