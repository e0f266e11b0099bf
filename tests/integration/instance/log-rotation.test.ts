import { closeSync, existsSync, openSync, truncateSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFleet, type Fleet } from './sandbox/fleet.ts';
import type { Instance } from './sandbox/instance.ts';

const log = '/var/log/tidemarket/storefront.log';

describe('the rotation of the storefront log', () => {
  let fleet: Fleet;
  let instance: Instance;
  let open: number;

  beforeEach(() => {
    fleet = createFleet();
    instance = fleet.launch();
    instance.boot();
    // As systemd opens it, once, for as long as the storefront runs.
    open = openSync(instance.at(log), 'a');
  });
  afterEach(() => {
    closeSync(open);
    fleet.remove();
  });

  const rotate = (...args: readonly string[]) =>
    instance.run(
      'logrotate',
      '--state',
      '/tmp/state',
      ...args,
      '/etc/logrotate.d/tidemarket-storefront',
    );

  it('packs a large log away and lets the storefront go on writing into the same file', () => {
    truncateSync(instance.at(log), 101 * 1024 * 1024);

    const rotated = rotate();
    writeSync(open, 'afterwards\n');

    expect(rotated).toEqual({ code: 0, output: '' });
    expect(instance.read(log)).toBe('afterwards\n');
    expect(existsSync(instance.at(`${log}.1.gz`))).toBe(true);
  });

  it('leaves a small log alone', () => {
    writeSync(open, 'little\n');

    expect(rotate()).toEqual({ code: 0, output: '' });
    expect(instance.read(log)).toBe('little\n');
  });

  it('keeps five', () => {
    for (let count = 0; count < 7; count += 1) {
      writeSync(open, `${count}\n`);
      rotate('--force');
    }

    expect(existsSync(instance.at(`${log}.5.gz`))).toBe(true);
    expect(existsSync(instance.at(`${log}.6.gz`))).toBe(false);
  });
});
