import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackTar } from '../../../scripts/plugins/storefront/artifact/pack.ts';
import { createTempProject, type Run, type TempProject } from './temp-project.ts';

const hashIn = ({ stderr }: Run) => /^Storefront ([0-9a-f]{64}) \(/m.exec(stderr)?.[1];
const migrationsIn = ({ stderr }: Run) => /^Migrations ([0-9a-f]{64}) \(/m.exec(stderr)?.[1];

const tarballOf = ({ path }: TempProject) =>
  readFileSync(join(path, '.serverless/storefront/artifact.tar.gz'));

const templateOf = ({ path }: TempProject) =>
  readFileSync(join(path, '.serverless/cloudformation-template-update-stack.json'), 'utf8');

const touchAll = (folder: string) => {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, name), 1, 1);
};

describe('sls package, without credentials and without AWS', () => {
  let project: TempProject;
  let packaged: Run;

  beforeAll(async () => {
    project = createTempProject();
    packaged = await project.sls(['package', '--stage', 'dev']);
  });
  afterAll(() => project.remove());

  it('says which storefront it packaged, and puts its key and hash into the template', () => {
    expect(packaged).toMatchObject({ code: 0 });
    expect(packaged.stderr).toMatch(/\(\d\.\d MB, \d+ static files\)/);
    expect(templateOf(project)).toContain(`storefront/${hashIn(packaged)}.tar.gz`);
    expect(templateOf(project)).toContain(`ARTIFACT_SHA256='${hashIn(packaged)}'`);
    expect(templateOf(project)).toContain(`"Value": "${migrationsIn(packaged)}"`);
  });

  it('names the artefact by the hash of its uncompressed tar', () => {
    const hash = execFileSync('sha256sum', { input: gunzipSync(tarballOf(project)) }).toString();

    expect(hash.split(' ')[0]).toBe(hashIn(packaged));
  });

  it('makes a tarball that tar unpacks, readable for a service user', () => {
    const listing = execFileSync('tar', ['tvzf', '-'], { input: tarballOf(project) }).toString();
    const lines = listing.trimEnd().split('\n');

    expect(lines.filter((line) => !/^(-rw-r--r--|drwxr-xr-x) root\/root /.test(line))).toEqual([]);
    expect(listing).toMatch(/ storefront\/server\.js$/m);
    expect(listing).toMatch(/ static\/shop-[0-9A-Z]{8}\.css$/m);
    expect(listing).toMatch(/ edge\/offers\.html$/m);
    expect(listing).not.toMatch(/user-data\.sh|\.map$/m);
  });

  it('packs what an instance needs besides the storefront', async () => {
    const files = await unpackTar(gunzipSync(tarballOf(project)));
    const textOf = (path: string) => Buffer.from(files.get(path) ?? []).toString('utf8');
    const certificates = textOf('rds-ca.pem').match(
      /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
    );
    const migrations: { name: string }[] = JSON.parse(textOf('migrations/migrations.json'));

    expect(certificates?.length).toBeGreaterThan(0);
    for (const pem of certificates ?? [])
      expect(new X509Certificate(pem).subject).toMatch(/CN=Amazon RDS us-east-1 Root CA/);
    expect(migrations[0]?.name).toBe('0001-catalog');
    expect(JSON.parse(textOf('package.json'))).toEqual({ type: 'module' });
    for (const path of ['tidemarket-storefront.service', 'cloudwatch-agent.json'])
      expect([...files.keys()]).toContain(`instance/${path}`);
  });

  it('leaves no trace of the folder it was built in', () => {
    const tar = gunzipSync(tarballOf(project));

    expect(tar.includes(project.path)).toBe(false);
    expect(tar.includes(process.cwd())).toBe(false);
  });

  it('gives the same hash from another folder, under other settings of the machine', async () => {
    const other = createTempProject();
    touchAll(join(other.path, 'storefront'));

    const again = await other.sls(['package', '--stage', 'dev'], {
      umask: '077',
      env: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    });

    expect(hashIn(again)).toBe(hashIn(packaged));
    other.remove();
  });

  it('works when an older Node starts it', async () => {
    const { code, stderr } = await project.sls(['package', '--stage', 'dev'], {
      nodeArgs: ['--no-experimental-strip-types'],
    });

    expect({ code, hash: hashIn({ code, stderr, stdout: '' }) }).toEqual({
      code: 0,
      hash: hashIn(packaged),
    });
  });

  describe('again, after a change', () => {
    const repackage = () => project.sls(['package', '--stage', 'dev']);

    it('gives the same hash when only a comment changed', async () => {
      project.edit('storefront/server.ts', (text) => `// A remark.\n${text}`);

      expect(hashIn(await repackage())).toBe(hashIn(packaged));
    });

    it('gives another hash, and the same for the migrations, when a page changed', async () => {
      project.edit('storefront/views/landing-page.tsx', (text) =>
        text.replace('Shop now', 'Enter'),
      );

      const after = await repackage();

      expect(after.code).toBe(0);
      expect(hashIn(after)).not.toBe(hashIn(packaged));
      expect(migrationsIn(after)).toBe(migrationsIn(packaged));
    });

    it('gives another hash for the migrations when their SQL changed', async () => {
      project.edit('storefront/db/migrations/0001-catalog.ts', (text) =>
        text.replace("c.key('name', 120", "c.key('name', 121"),
      );

      expect(migrationsIn(await repackage())).not.toBe(migrationsIn(packaged));
    });

    it('says file and line when it no longer builds', async () => {
      project.edit('storefront/site.ts', (text) => `${text}\nexport const = 1;\n`);

      const { code, stdout } = await repackage();

      expect(code).toBe(1);
      expect(stdout).toMatch(/The storefront was not built\./);
      expect(stdout).toMatch(/storefront\/site\.ts:\d+:\d+/);
    });
  });
});
