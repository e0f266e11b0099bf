import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTempProject, type TempProject } from './temp-project.ts';

// None of these reaches AWS: there is none here, and asking would be another error.
describe('before anything is deployed', () => {
  let project: TempProject;

  beforeAll(() => {
    project = createTempProject();
  });
  afterAll(() => project.remove());

  const params = (...pairs: readonly string[]) => pairs.flatMap((pair) => ['--param', pair]);
  const domain = params('domain=shop.example', 'hostedZoneId=Z0123456789ABC');

  it.each([
    [
      'an unknown stage',
      ['deploy', '--stage', 'production'],
      /There is no stage "production": serverless\.yml has parameters for dev, prod\./,
    ],
    ['prod without a domain', ['deploy', '--stage', 'prod'], /Stage prod needs a domain: set/],
    [
      'a domain without a hosted zone',
      ['package', '--stage', 'dev', ...params('domain=shop.example')],
      /The domain shop\.example has no hosted zone: set "hostedZoneId"/,
    ],
    [
      'too small a group',
      ['package', '--stage', 'prod', ...domain, ...params('maxSize=2')],
      /"maxSize" of stage prod is 2: it must be at least 3/,
    ],
    [
      'IOPS on little storage',
      ['package', '--stage', 'dev', ...params('databaseIops=6000')],
      /from 400 GiB only/,
    ],
    [
      'another region',
      ['storefront-plan', '--stage', 'dev', '--region', 'eu-west-1'],
      /deployed to us-east-1, not eu-west-1/,
    ],
    [
      'the removal of a protected stage',
      ['remove', '--stage', 'prod', ...domain],
      /Stage prod is protected: it is not removed/,
    ],
  ])('%s is refused', async (_what, args, message) => {
    const { code, stdout } = await project.sls(args);

    expect(stdout).toMatch(message);
    expect(stdout).not.toMatch(/ECONNREFUSED|credentials/);
    expect(code).toBe(1);
  });

  it('an unknown setting is refused by its name', async () => {
    project.edit('serverless.yml', (text) => text.replace('    protect:', '    protected:'));

    const { code, stdout } = await project.sls(['package', '--stage', 'dev']);
    project.edit('serverless.yml', (text) => text.replace('    protected:', '    protect:'));

    expect(code).toBe(1);
    expect(stdout).toMatch(/custom\.storefront.*"protected"/);
  });

  it('what the platform does not leave to osls is refused by its place', async () => {
    const before = readFileSync(join(project.path, 'serverless.yml'), 'utf8');
    project.edit('serverless.yml', (text) =>
      text.replace(
        'provider:\n',
        `functions:
  greet: { handler: handlers/greet/handler.handler, events: [{ schedule: rate(1 hour) }] }
  store: { handler: handlers/store/handler.handler, layers: [arn:aws:lambda:us-east-1:1:layer:x:1] }
provider:
  iam: { role: { statements: [{ Effect: Allow, Action: '*', Resource: '*' }] } }
`,
      ),
    );

    const { code, stdout } = await project.sls(['package', '--stage', 'dev']);
    writeFileSync(join(project.path, 'serverless.yml'), before);

    expect(code).toBe(1);
    expect(stdout).toMatch(/at 'provider': unrecognized property 'iam'/);
    expect(stdout).toMatch(/at 'functions\.greet\.events': must NOT have more than 0 items/);
    expect(stdout).toMatch(/at 'functions\.store': unrecognized property 'layers'/);
  });

  it('an unknown variable is refused, naming those there are', async () => {
    project.edit('serverless.yml', (text) =>
      text.replace('storefront:artifactKey', 'storefront:key'),
    );

    const { code, stdout } = await project.sls(['print', '--stage', 'dev']);
    project.edit('serverless.yml', (text) =>
      text.replace('storefront:key', 'storefront:artifactKey'),
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /no variable \$\{storefront:key\}: there are artifactKey, artifactSha256/,
    );
  });

  it('a storefront that does not build stops no command that deploys nothing', async () => {
    writeFileSync(join(project.path, 'storefront/broken.ts'), 'export const = 1;\n');
    project.edit('storefront/server.ts', (text) => `import './broken.ts';\n${text}`);

    const [packaged, removed] = [
      await project.sls(['package', '--stage', 'dev']),
      await project.sls(['remove', '--stage', 'prod', ...domain]),
    ];
    project.edit('storefront/server.ts', (text) => text.replace("import './broken.ts';\n", ''));
    rmSync(join(project.path, 'storefront/broken.ts'));

    expect(packaged.stdout).toMatch(/was not built/);
    expect(removed.stdout).toMatch(/is protected/);
  });
});
