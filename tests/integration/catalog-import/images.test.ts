import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fetchImage } from '../../../storefront/media/fetch-image.ts';
import { describeShop, file, type Shop } from './describe-shop.ts';

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('picture')]);
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const cup = (source: string, more = '') =>
  file(`cup,Cup,,,,,3.00,,,,,${source},`, ...(more ? [more] : []));

const findImages = ({ database }: Shop) =>
  database.writer
    .selectFrom('product_images')
    .select(['media_path', 'source_url'])
    .orderBy('position')
    .execute();

describeShop('pictures', (openTestShop) => {
  it('beside the file are stored, of whatever name they say the kind is', async () => {
    const shop = await openTestShop();
    mkdirSync(join(shop.folder, 'pictures'));
    writeFileSync(join(shop.folder, 'pictures/a.jpg'), png);
    writeFileSync(join(shop.folder, 'b.svg'), svg);

    const report = await shop.import(cup('./pictures/a.jpg', 'cup,,,,,,,,,,,b.svg,'));

    const images = await findImages(shop);
    expect(report).toMatchObject({ images: 2, created: 1 });
    expect(images.map(({ media_path }) => media_path)).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}\.png$/),
      expect.stringMatching(/^[0-9a-f]{32}\.svg$/),
    ]);
    expect(Buffer.from((await shop.media.read(images[0]?.media_path ?? '')) ?? [])).toEqual(png);
  });

  it('are named by their stored name afterwards', async () => {
    const shop = await openTestShop();
    const name = await shop.media.put(png, 'png');

    const reports = [
      await shop.import(cup(`/media/${name}`)),
      await shop.import(cup(`https://shop.example/media/${name}`), {
        publicOrigin: 'https://shop.example',
      }),
    ];

    expect(reports.map(({ created, unchanged }) => [created, unchanged])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(await findImages(shop)).toEqual([{ media_path: name, source_url: null }]);
  });

  it.each([
    ['a link that leads out of the folder', 'link.png', /leads out/],
    ['a folder', 'folder', /cannot be read/],
    ['a text', 'text.png', /is no PNG/],
    ['an SVG with a script', 'evil.svg', /holds <script>/],
    ['an SVG under another name', 'svg.png', /is no PNG|^$/],
  ])('are refused: %s', async (_name, source, reason) => {
    const shop = await openTestShop();
    symlinkSync('/etc/hostname', join(shop.folder, 'link.png'));
    mkdirSync(join(shop.folder, 'folder'));
    writeFileSync(join(shop.folder, 'text.png'), 'text');
    writeFileSync(join(shop.folder, 'svg.png'), '<svg><script/></svg>');
    writeFileSync(
      join(shop.folder, 'evil.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
    );

    const { errors } = await shop.import(cup(source));

    expect(errors).toEqual([
      { line: 2, column: 'Image Src', reason: expect.stringMatching(reason) },
    ]);
    expect(readdirSync(shop.folder)).not.toContain('store');
  });

  it('in a dry run are not stored', async () => {
    const shop = await openTestShop();
    const origin = await serve((_request, response) => response.end(png));
    writeFileSync(join(shop.folder, 'a.png'), png);

    const report = await shop.import(cup('a.png', `cup,,,,,,,,,,,${origin}/b.png,`), {
      dryRun: true,
      fetchImages: true,
    });

    expect(report).toMatchObject({ created: 1, errors: [], warnings: [] });
    expect(readdirSync(shop.folder)).not.toContain('store');
  });

  it('at an address stay there, or are fetched once if that is asked for', async () => {
    const shop = await openTestShop();
    let requests = 0;
    const origin = await serve((_request, response) => {
      requests += 1;
      response.end(png);
    });
    const content = cup(`${origin}/a.gif`);

    await shop.import(content);
    const before = await findImages(shop);
    const fetched = await shop.import(content, { fetchImages: true });
    const again = await shop.import(content, { fetchImages: true });
    const without = await shop.import(content);

    expect(before).toEqual([{ media_path: null, source_url: `${origin}/a.gif` }]);
    expect(await findImages(shop)).toEqual([
      { media_path: expect.stringMatching(/\.png$/), source_url: `${origin}/a.gif` },
    ]);
    expect([fetched.updated, again.unchanged, without.unchanged, requests]).toEqual([1, 1, 1, 1]);
  });

  it('that cannot be fetched are warnings, and keep their address', async () => {
    const shop = await openTestShop();
    const origin = await serve((_request, response) => response.writeHead(404).end());

    const report = await shop.import(cup(`${origin}/a.png`), { fetchImages: true });

    expect(report).toMatchObject({ created: 1, errors: [] });
    expect(report.warnings).toEqual([
      { line: 2, column: 'Image Src', reason: expect.stringContaining('404') },
    ]);
    expect(await findImages(shop)).toEqual([{ media_path: null, source_url: `${origin}/a.png` }]);
  });
});

describe('fetchImage', () => {
  const redirectTo =
    (location: string): RequestListener =>
    (_request, response) =>
      void response.writeHead(302, { location }).end();

  it('follows three redirects and decides the kind by the first bytes', async () => {
    const origin = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(png);
    });

    const image = await fetchImage(`${origin}/3`);

    expect(image).toEqual({ bytes: png, extension: 'png' });
    await expect(fetchImage(`${origin}/4`)).rejects.toThrow('more than 3 times');
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'an answer other than 200',
      (_request, response) => void response.writeHead(500).end(),
      /answers 500/,
    ],
    ['what is no picture', (_request, response) => void response.end('<html>'), /is no PNG/],
    ['an SVG', (_request, response) => void response.end(svg), /is no PNG/],
    [
      'more bytes than allowed',
      (_request, response) => void response.end(Buffer.alloc(2_000)),
      /larger than 1000/,
    ],
    ['silence', () => {}, /longer than 300 ms/],
    ['a connection cut', (request) => void request.socket.destroy(), /cannot be reached/],
    [
      'a redirect to a link-local address',
      redirectTo('http://169.254.169.254/a.png'),
      /link-local/,
    ],
    [
      'a redirect to a mapped link-local address',
      redirectTo('http://[::ffff:169.254.169.254]/'),
      /link-local/,
    ],
    ['a redirect to a file', redirectTo('file:///etc/passwd'), /not http/],
  ])('refuses %s', async (_name, listener, reason) => {
    const origin = await serve(listener);

    await expect(fetchImage(origin, { timeoutMs: 300, maxBytes: 1_000 })).rejects.toThrow(reason);
  });

  it('refuses a name that leads to a link-local address', async () => {
    const attempt = fetchImage('http://metadata.example/', {
      lookup: (_host, options, done) =>
        options.all
          ? done(null, [{ address: '169.254.169.254', family: 4 }])
          : done(null, '169.254.169.254', 4),
    });

    await expect(attempt).rejects.toThrow('link-local');
  });
});
