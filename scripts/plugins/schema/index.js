// What osls loads, after the storefront's plugin, which has made sure of a Node that reads TypeScript.
import { createRequire } from 'node:module';

export default createRequire(import.meta.url)('./plugin.ts').default;
