import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

type Bundles = ReadonlyMap<string, Uint8Array>;

/** handlers/alarm-rounds/handler.handler names the export of a file. */
const toEntry = ({ handler }: LambdaFunction): string => handler.replace(/\.[^./]+$/, '');

/** Packages the handlers, each of which becomes one ES module in a zip of its own; see README.md. */
export default class FunctionsPlugin {
  readonly hooks: Readonly<Record<string, () => unknown>>;
  readonly #serverless: Serverless;
  #bundles: Promise<Bundles> | undefined;

  constructor(serverless: Serverless) {
    this.#serverless = serverless;
    const packageAll = () => this.#packageAll();
    this.hooks = {
      initialize: () => {
        // In a process of its own, while osls goes on. What fails is told where it is waited for.
        if (isPackaging(serverless.processedInput)) this.#bundle().catch(() => {});
      },
      'before:package:createDeploymentArtifacts': packageAll,
      'before:deploy:function:packageFunction': packageAll,
    };
  }

  #bundle(): Promise<Bundles> {
    const { serviceDir: root, service } = this.#serverless;
    const functions = service.getAllFunctions().map(service.getFunction, service);
    const entries = [...new Set(functions.map(toEntry))];
    // Only who packages waits for esbuild to load.
    this.#bundles ??= import('./bundle-handlers.ts').then(({ bundleHandlers }) =>
      bundleHandlers({ root, entries }),
    );
    return this.#bundles;
  }

  async #packageAll(): Promise<void> {
    const { service, classes } = this.#serverless;
    const { packZip } = await import('./pack-zip.ts');
    const bundles = await this.#bundle().catch((error: Error) => {
      throw new classes.Error(`The functions were not bundled. ${error.message}`, 'NOT_BUNDLED');
    });
    await Promise.all(
      service.getAllFunctions().map(async (name) => {
        const definition = service.getFunction(name);
        const entry = toEntry(definition);
        const code = bundles.get(entry);
        if (!code) throw new Error(`esbuild made nothing of ${entry}.ts`);
        const zip = await packZip(new Map([[`${entry}.mjs`, code]]));
        definition.package = { artifact: await this.#save(name, zip) };
      }),
    );
  }

  /** Resolves to the file's path below the project. */
  async #save(name: string, zip: Uint8Array): Promise<string> {
    const artifact = join('.serverless', `${name}.zip`);
    const file = join(this.#serverless.serviceDir, artifact);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, zip);
    return artifact;
  }
}
