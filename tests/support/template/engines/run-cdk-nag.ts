import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type EngineFinding, uniqueFindings } from './engine-finding.ts';

/** Checks a template in a file by cdk-nag's rules for AWS solutions. */
export const runCdkNag = (file: string): readonly EngineFinding[] => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  new CfnInclude(stack, 'Template', { templateFile: file });
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return uniqueFindings(
    violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({
        rule: ruleName,
        resource: constructPath.slice(constructPath.lastIndexOf('/') + 1),
        message: description,
      })),
    ),
  );
};
