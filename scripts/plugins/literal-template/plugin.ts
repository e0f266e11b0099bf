import { applyConditions } from './apply-conditions.ts';
import { dropImpliedDependencies } from './drop-implied-dependencies.ts';
import { parseTemplate } from './template.ts';

type Serverless = {
  readonly service: {
    readonly provider: { compiledCloudFormationTemplate?: unknown };
    resources?: unknown;
    initialServerlessConfig?: unknown;
  };
  readonly utils: { writeFileSync: (path: string, content: unknown) => void };
  readonly getProvider: (name: 'aws') => {
    readonly getRegion: () => string;
    readonly naming: { readonly getStackName: () => string };
  };
};

/** Works out a stage's conditions when it is packaged: what is deployed holds literals only. */
export default class LiteralTemplatePlugin {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(serverless: Serverless) {
    this.hooks = {
      // Only here do all resources stand in one template.
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const { provider } = serverless.service;
        const aws = serverless.getProvider('aws');
        const { Parameters, Mappings, Conditions, ...template } = dropImpliedDependencies(
          applyConditions(parseTemplate(provider.compiledCloudFormationTemplate), {
            stackName: aws.naming.getStackName(),
            region: aws.getRegion(),
          }),
        );
        provider.compiledCloudFormationTemplate = {
          ...template,
          ...(Object.keys(Parameters).length > 0 ? { Parameters } : {}),
          ...(Object.keys(Mappings).length > 0 ? { Mappings } : {}),
          ...(Object.keys(Conditions).length > 0 ? { Conditions } : {}),
        };
      },
      'before:aws:package:finalize:saveServiceState': () => {
        // What the template was made of would be saved beside it.
        serverless.service.resources = undefined;
        serverless.service.initialServerlessConfig = undefined;
        // osls looks for cycles in what it saves, of which there are none, by a library that throws and
        // catches an error for each value: half a second, for the platform's template.
        const { utils } = serverless;
        const write = utils.writeFileSync.bind(utils);
        utils.writeFileSync = (path, content) => write(path, content);
      },
    };
  }
}
