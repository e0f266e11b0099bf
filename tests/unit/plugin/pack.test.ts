import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  packArtifact,
  readArtifact,
} from '../../../scripts/plugins/storefront/artifact/artifact.ts';
import {
  findArtifactIn,
  parseArtifactKey,
  toArtifactKey,
} from '../../../scripts/plugins/storefront/artifact/artifact-key.ts';
import { packTar, unpackTar } from '../../../scripts/plugins/storefront/artifact/pack.ts';
import { hashOf } from './templates.ts';

const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/);
const files = fc
  .dictionary(
    fc.tuple(name, name).map(([a, b]) => `${a}.d/${b}`),
    fc.uint8Array({ maxLength: 2000 }),
    { minKeys: 1 },
  )
  .map((record) => new Map(Object.entries(record)));

const list = '[{"name":"0001-first","sha256":"x"}]';

describe('the tar of an artefact', () => {
  it('gives back every file, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const unpacked = await unpackTar(packTar(given));

        expect([...unpacked].map(([path, content]) => [path, [...content]]).sort()).toEqual(
          [...given].map(([path, content]) => [path, [...content]]).sort(),
        );
      }),
    );
  });

  it('is the same however the files were listed', () => {
    fc.assert(
      fc.property(files, (given) => {
        expect(packTar(new Map([...given].toReversed()))).toEqual(packTar(given));
      }),
    );
  });

  it('refuses a name that plain tar cannot hold', () => {
    expect(() => packTar(new Map([['x'.repeat(101), Buffer.from('')]]))).toThrow(/too long/);
  });
});

describe('an artefact', () => {
  it('says of itself the same before and after its way through the bucket', async () => {
    const packed = await packArtifact(
      new Map([
        ['migrations/migrations.json', Buffer.from(list)],
        ['static/a.css', Buffer.from('body{}')],
        ['storefront/server.js', Buffer.from('1')],
      ]),
    );

    const read = await readArtifact(packed.tarball);

    expect(read.sha256).toBe(packed.sha256);
    expect(read.migrations).toEqual(packed.migrations);
    expect([...read.staticFiles.keys()]).toEqual(['a.css']);
    expect(read.key).toBe(`storefront/${packed.sha256}.tar.gz`);
  });

  it('has another hash when one byte is another', async () => {
    const pack = (code: string) =>
      packArtifact(
        new Map([
          ['migrations/migrations.json', Buffer.from(list)],
          ['storefront/server.js', Buffer.from(code)],
        ]),
      );

    expect((await pack('1')).sha256).not.toBe((await pack('2')).sha256);
  });

  it('without its list of migrations is none', async () => {
    await expect(packArtifact(new Map([['a', Buffer.from('')]]))).rejects.toThrow(
      /migrations\.json/,
    );
  });
});

describe('the key of an artefact', () => {
  it('holds its hash', () => {
    expect(parseArtifactKey(toArtifactKey(hashOf('a')))).toBe(hashOf('a'));
  });

  it.each([
    'storefront/static-unused-since.json',
    `storefront/${hashOf('a')}.tar.gz.part`,
    `other/storefront/${hashOf('a')}.tar.gz`,
    `storefront/${hashOf('A')}.tar.gz`,
  ])('is not %s', (key) => {
    expect(parseArtifactKey(key)).toBeUndefined();
  });

  it('is found in user data', () => {
    const userData = `#!/bin/bash\nexport ARTIFACT_KEY='${toArtifactKey(hashOf('c'))}'\n`;

    expect(findArtifactIn(userData)).toBe(hashOf('c'));
    expect(findArtifactIn('export OTHER=1')).toBeUndefined();
  });
});
