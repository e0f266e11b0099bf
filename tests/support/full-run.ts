/** True in `npm run test:full`, which runs at full length what `npm test` runs shortened. */
export const fullRun = process.env['TEST_FULL'] === '1';
