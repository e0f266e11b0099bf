import { join } from 'node:path';
import { isPackaging } from '../is-packaging.ts';
import { runLiveChecks, runSettingsChecks, runStageCheck } from './checks/run-checks.ts';
import { commands } from './commands.ts';
import { type Context, createContext } from './context.ts';
import type { Serverless, Terminal } from './osls.ts';
import { reportArtifact, saveArtifact } from './package-steps.ts';
import { createVariables } from './variables.ts';

type Hook = () => unknown;
type Options = Readonly<Record<string, unknown>>;

const root = join(import.meta.dirname, '../../..');
const checkedCommands = new Set(['package', 'deploy', 'storefront-plan']);

// Steps that need AWS: its clients take a second to load, which packaging can do without.
const loadDeploySteps = () => import('./deploy-steps.ts');
const loadPlanSteps = () => import('./plan-steps.ts');
const loadRollbackSteps = () => import('./rollback-steps.ts');
const loadRemoveSteps = () => import('./remove-steps.ts');

/** Builds, uploads and rolls out the storefront; see README.md. */
export default class StorefrontPlugin {
  readonly commands = commands;
  readonly hooks: Readonly<Record<string, Hook>>;
  readonly configurationVariablesSources: ReturnType<typeof createVariables>;
  readonly #context: Context;

  constructor(serverless: Serverless, options: Options, terminal: Terminal) {
    const context = createContext(serverless, terminal, { root, now: () => new Date() });
    const has = (name: string) => options[name] === true;
    // Asked anew each time: osls replaces the whole service when it reads a package.
    const isSkipped = () => serverless.service.provider.shouldNotDeploy === true;
    const plan = async (json: boolean) => {
      await runLiveChecks(context);
      await (await loadPlanSteps()).plan(context, { json });
    };
    this.#context = context;
    this.configurationVariablesSources = createVariables(context);
    this.hooks = {
      initialize: () => {
        if (checkedCommands.has(serverless.processedInput.commands.join(' ')))
          runSettingsChecks(context);
      },
      'after:package:cleanup': () => saveArtifact(context),
      'after:package:finalize': () => reportArtifact(context),
      'before:aws:deploy:deploy:createStack': () => plan(false),
      'after:aws:deploy:deploy:checkForChanges': async () =>
        (await loadDeploySteps()).deployUnlessLive(context),
      'after:aws:deploy:deploy:uploadArtifacts': async () => {
        if (!isSkipped()) await (await loadDeploySteps()).uploadStorefront(context);
      },
      'after:aws:deploy:deploy:updateStack': async () => {
        if (!isSkipped()) await (await loadDeploySteps()).finishDeploy(context);
      },
      'storefront-plan:plan': async () => {
        await serverless.pluginManager.spawn('package');
        await plan(has('json'));
      },
      'rollback-storefront:rollback': async () =>
        (await loadRollbackSteps()).runRollback(context, {
          to: typeof options['to'] === 'string' ? options['to'] : undefined,
          list: has('list'),
          dryRun: has('dry-run'),
          json: has('json'),
        }),
      'before:remove:remove': async () => (await loadRemoveSteps()).prepareRemoval(context),
    };
  }

  /** osls awaits this before it resolves serverless.yml. */
  async asyncInit(): Promise<void> {
    runStageCheck(this.#context);
    // In a process of its own, while osls reads the configuration. What fails is told where it is
    // waited for.
    if (isPackaging(this.#context.serverless.processedInput))
      this.#context.artifact().catch(() => {});
  }
}
