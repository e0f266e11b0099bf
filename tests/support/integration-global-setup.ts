export { setUp as default } from './integration-setup.ts';
