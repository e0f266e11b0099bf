import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type CommandInput, isPackaging } from '../is-packaging.ts';

type LambdaFunction = { readonly handler: string; package?: { readonly artifact: string } };

type Serverless = {
  readonly serviceDir: string;
  readonly processedInput: CommandInput;
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly service: {
    readonly getAllFunctions: () => readonly string[];
    readonly getFunction: (name: string) => LambdaFunction;
  };
};

/** By handlers' files, without their ending. */
type Zips = ReadonlyMap<string, Uint8Array>;

/** handlers/alarm-rounds/handler.handler names the export of a file. */
const toEntry = ({ handler }: LambdaFunction): string => handler.replace(/\.[^./]+$/, '');

const findEntries = (root: string): readonly string[] =>
  globSync('handlers/*/handler.ts', { cwd: root })
    .map((file) => file.split(sep).join('/').replace(/\.ts$/, ''))
    .sort();

/** Packages the handlers, each of which becomes one ES module in a zip of its own; see README.md. */
export default class FunctionsPlugin {
  readonly hooks: Readonly<Record<string, () => unknown>>;
  readonly #serverless: Serverless;
  #zips: Promise<Zips> | undefined;

  constructor(serverless: Serverless) {
    this.#serverless = serverless;
    const packageAll = () => this.#packageAll();
    this.hooks = {
      'before:package:createDeploymentArtifacts': packageAll,
      'before:deploy:function:packageFunction': packageAll,
    };
  }

  /** osls awaits this before it resolves serverless.yml. */
  async asyncInit(): Promise<void> {
    // In a process of its own, while osls goes on. What fails is told where it is waited for.
    if (isPackaging(this.#serverless.processedInput)) this.#zip().catch(() => {});
  }

  #zip(): Promise<Zips> {
    const { serviceDir: root } = this.#serverless;
    // Only who packages waits for esbuild to load.
    this.#zips ??= import('./zip-handlers.ts').then(({ zipHandlers }) =>
      zipHandlers({ root, entries: findEntries(root) }),
    );
    return this.#zips;
  }

  async #packageAll(): Promise<void> {
    const { service, classes } = this.#serverless;
    const zips = await this.#zip().catch((error: Error) => {
      throw new classes.Error(`The functions were not bundled. ${error.message}`, 'NOT_BUNDLED');
    });
    for (const name of service.getAllFunctions()) {
      const definition = service.getFunction(name);
      const entry = toEntry(definition);
      const zip = zips.get(entry);
      if (!zip) {
        throw new classes.Error(
          `Function ${name} has no handler ${entry}.ts: handlers are handlers/NAME/handler.ts.`,
          'NO_HANDLER',
        );
      }
      definition.package = { artifact: this.#save(name, zip) };
    }
  }

  /** Answers the file's path below the project. */
  #save(name: string, zip: Uint8Array): string {
    const artifact = join('.serverless', `${name}.zip`);
    const file = join(this.#serverless.serviceDir, artifact);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, zip);
    return artifact;
  }
}
