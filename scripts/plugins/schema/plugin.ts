import { functionSettings, providerSettings } from './settings.ts';

type Settings = { properties: Record<string, unknown> };

type Serverless = {
  readonly configSchemaHandler: {
    readonly schema: {
      readonly properties: {
        readonly provider: Settings;
        readonly functions: { readonly patternProperties: Readonly<Record<string, Settings>> };
      };
    };
  };
};

const keepOnly = (settings: Settings, names: readonly string[]): void => {
  settings.properties = Object.fromEntries(
    names.map((name) => [name, settings.properties[name]]).filter(([, schema]) => schema),
  );
};

/** Narrows what serverless.yml may set to what the platform leaves to osls; see README.md. */
export default class SchemaPlugin {
  readonly hooks = {};

  constructor({ configSchemaHandler }: Serverless) {
    const { provider, functions } = configSchemaHandler.schema.properties;
    keepOnly(provider, providerSettings);
    for (const settings of Object.values(functions.patternProperties)) {
      keepOnly(settings, functionSettings);
      // osls gives each function an empty list.
      settings.properties['events'] = { type: 'array', maxItems: 0 };
    }
  }
}
