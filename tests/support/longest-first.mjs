import Sequencer from '@jest/test-sequencer';

// What takes minutes begins first, so that no worker is left alone with it at the end.
const order = ['deploy', 'browser', 'integration', 'templates', 'unit'];

const rank = ({ context }) => order.indexOf(context.config.displayName?.name ?? '');

/** Puts whole stages and browsers before the rest; within a project, jest's own order. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
