"""The operations that are ours, by service (botocore's name of it) and operation."""

from collections.abc import Callable

Operation = Callable[[dict], dict]

operations: dict[tuple[str, str], Operation] = {}


class OwnError(Exception):
    """A refused request, with the service's own error code."""

    def __init__(self, code: str, message: str, status: int = 400):
        super().__init__(message)
        self.code = code
        self.status = status


def operation(service: str, name: str):
    """Registers a function from an operation's parameters to its result."""

    def register(function: Operation) -> Operation:
        operations[service, name] = function
        return function

    return register
