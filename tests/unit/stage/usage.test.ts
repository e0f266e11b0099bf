import { describe, expect, it } from '@jest/globals';
import { commandSpecs } from '../../../scripts/stage/command-specs.ts';
import { faults } from '../../../scripts/stage/faults.ts';
import { parseStageArgs, usage } from '../../../scripts/stage/usage.ts';

describe('the arguments of npm run stage', () => {
  it('start a stage when there are none', () => {
    expect(parseStageArgs([])).toEqual({ name: 'start' });
  });

  it('are a command with its values, presets where they were left out', () => {
    const options = { json: false, dryRun: false, stageId: undefined };

    expect(parseStageArgs(['lag', '30'])).toEqual({ name: 'lag', values: ['30'], ...options });
    expect(parseStageArgs(['fail-over'])).toMatchObject({ values: ['3'] });
    expect(parseStageArgs(['kill-storefront'])).toMatchObject({ values: [undefined] });
    expect(parseStageArgs(['rehearse', '5'])).toMatchObject({ values: ['5', '10'] });
    expect(parseStageArgs(['topology', '--json', '--stage-id', 'abc'])).toMatchObject({
      json: true,
      stageId: 'abc',
    });
  });

  it.each([
    [['blow-up'], 'there is no command blow-up'],
    [['toString'], 'there is no command toString'],
    [['lag'], 'lag needs SECONDS: a whole number from 0 to 3600'],
    [['lag', '-1'], /-1|Unknown option/],
    [['lag', '4e9'], 'lag: SECONDS must be a whole number from 0 to 3600, not 4e9'],
    [['lag', '5', '6'], 'lag: 6 is one argument too many'],
    [['black-hole', 'both'], 'black-hole: writer|reader must be writer or reader, not both'],
    [['shoppers', '2'], 'shoppers needs SECONDS: a whole number from 1 to 3600'],
    [['topology', '--dry-run'], 'topology changes nothing: no --dry-run'],
    [['--json'], 'options need a command'],
    [['topology', '--yaml'], /--yaml/],
  ])('%j are refused with a reason', (args, reason) => {
    expect(() => parseStageArgs(args)).toThrow(reason);
  });

  it('are told by --help, with every command', () => {
    expect(parseStageArgs(['lag', '--help'])).toEqual({ name: 'help' });
    for (const name of Object.keys(commandSpecs)) expect(usage()).toContain(`  ${name}`);
  });

  it('name a fault for everything that says it is one', () => {
    const said = Object.entries(commandSpecs).flatMap(([name, spec]) =>
      spec.isFault ? [name] : [],
    );

    expect(Object.keys(faults).sort()).toEqual(said.sort());
  });
});
