import type { CommandInput } from '../is-packaging.ts';

/** The part of osls (its classes have no types) that this plugin uses. */
export type Serverless = {
  readonly serviceDir: string;
  readonly service: Service;
  readonly configurationInput: {
    readonly params?: Readonly<Record<string, unknown>>;
    readonly provider?: { readonly stage?: unknown };
  };
  readonly processedInput: CommandInput;
  readonly pluginManager: { readonly spawn: (command: string) => Promise<void> };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly getProvider: (name: 'aws') => Provider;
};

export type Service = {
  readonly service: string;
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly provider: {
    readonly stackPolicy?: readonly unknown[];
    readonly deploymentBucketObject?: {
      readonly serverSideEncryption?: string;
      readonly sseKMSKeyId?: string;
    };
    compiledCloudFormationTemplate?: Template;
    rollbackConfiguration?: RollbackConfiguration;
    shouldNotDeploy?: boolean;
  };
};

export type RollbackConfiguration = {
  readonly MonitoringTimeInMinutes: number;
  readonly RollbackTriggers: { readonly Arn: string; readonly Type: string }[];
};

type Provider = {
  readonly getStage: () => string;
  readonly getRegion: () => string;
  readonly getAwsSdkV3Config: () => Promise<object>;
  readonly getServerlessDeploymentBucketName: () => Promise<string>;
  readonly naming: { readonly getStackName: () => string };
};

/** A CloudFormation template, as far as this plugin looks into it. */
export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Transform?: unknown;
  readonly Parameters?: Readonly<Record<string, unknown>>;
};

export type Resource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly UpdatePolicy?: {
    readonly AutoScalingRollingUpdate?: Readonly<Record<string, unknown>>;
  };
  readonly DeletionPolicy?: string;
};

/** What osls hands to a plugin for talking to people: `notice` goes to standard error. */
export type Terminal = {
  readonly log: {
    readonly notice: (text?: string) => void;
    readonly warning: (text: string) => void;
    readonly info: (text: string) => void;
  };
  readonly writeText: (text: string) => void;
};
