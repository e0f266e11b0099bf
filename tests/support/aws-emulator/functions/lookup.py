"""Finds deployed functions in moto's own store."""

from moto.awslambda.models import LambdaFunction, lambda_backends

from aws.call import ACCOUNT, REGION


def find_function(name_or_arn: str, qualifier: str | None = None) -> LambdaFunction:
    """Raises the error that Lambda answers when there is no such function."""
    return lambda_backends[ACCOUNT][REGION].get_function(name_or_arn, qualifier)
