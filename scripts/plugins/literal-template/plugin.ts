import { applyConditions } from './apply-conditions.ts';
import { dropImpliedDependencies } from './drop-implied-dependencies.ts';
import { parseTemplate } from './template.ts';

type Serverless = {
  readonly service: {
    readonly provider: { compiledCloudFormationTemplate?: unknown };
    resources?: unknown;
    initialServerlessConfig?: unknown;
  };
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
        // What the template was made of. Nothing asks for it any more, and osls would save it with the
        // package, which takes a time that grows with the square of what is saved.
        serverless.service.resources = undefined;
        serverless.service.initialServerlessConfig = undefined;
        // osls asks for traces of any length, and the library that it saves with throws an error for
        // each value. Node's default from here on.
        Error.stackTraceLimit = 10;
      },
    };
  }
}
