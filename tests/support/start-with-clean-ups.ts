/** Things to do at the end, the last one first; a start adds to them as it goes. */
export type CleanUps = (() => unknown)[];

/**
 * Starts what consists of several parts, and adds `stop`, which ends them all.
 * @throws what the start threw, after ending the parts that were there already.
 */
export const startWithCleanUps = async <T extends object>(
  start: (cleanUps: CleanUps) => Promise<T>,
): Promise<T & { readonly stop: () => Promise<void> }> => {
  const cleanUps: CleanUps = [];
  const stop = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  try {
    return { ...(await start(cleanUps)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
