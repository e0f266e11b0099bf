export { tearDown as default } from './integration-setup.ts';
