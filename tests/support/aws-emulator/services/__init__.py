"""CloudFormation's types by AWS service, and what moto lacks of these services."""
