"""AWS CloudFormation: stacks, change sets, updates that are rolled back, custom resources."""
