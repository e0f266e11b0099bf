import { statSync } from 'node:fs';

// What takes minutes begins first, so that no worker is left alone with it at the end.
const order = ['deploy', 'browser', 'integration', 'templates', 'unit'];

const rank = ({ context }) => order.indexOf(context.config.displayName?.name ?? '');

/** Puts whole stages and browsers before the rest, and larger files before smaller ones. */
export default class LongestFirst {
  sort(tests) {
    const sizes = new Map(tests.map((test) => [test, statSync(test.path).size]));
    return [...tests].sort(
      (one, other) => rank(one) - rank(other) || sizes.get(other) - sizes.get(one),
    );
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
