export { createRunFolder as default } from './run-folder.ts';
