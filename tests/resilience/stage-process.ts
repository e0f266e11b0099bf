import { fileURLToPath } from 'node:url';
import { connectStage, type StageClient } from '../../scripts/stage/stage-client.ts';
import { type LeashedProcess, startLeashed } from '../support/leashed-process.ts';

const program = fileURLToPath(new URL('../../scripts/stage.ts', import.meta.url));

export type StageProcess = {
  readonly client: StageClient;
  readonly output: () => string;
  /** As Ctrl-C does; resolves to the exit code. */
  readonly stop: () => Promise<number>;
};

const waitUntilUp = ({ output, onOutput, exit }: LeashedProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    onOutput(() => {
      const id = /^The stage (\S+) is up\.$/m.exec(output())?.[1];
      if (id) resolve(id);
    });
    void exit.then((code) => reject(new Error(`the stage ended with ${code}:\n${output()}`)));
  });

/** Starts a stage by its command. @throws with all that it wrote when it does not come up */
export const startStageProcess = async (): Promise<StageProcess> => {
  const stage = startLeashed([process.execPath, '--disable-warning=ExperimentalWarning', program]);
  const id = await waitUntilUp(stage);
  return { client: connectStage(id), output: stage.output, stop: stage.stop };
};
