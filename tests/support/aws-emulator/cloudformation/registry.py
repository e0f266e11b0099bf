"""All stacks and change sets."""

from cloudformation.stack import Stack
from cloudformation.template import TemplateError


class StackError(Exception):
    """A refused request, with the error code of CloudFormation's API."""

    def __init__(self, message: str, code: str = "ValidationError"):
        super().__init__(message)
        self.code = code


stacks: list[Stack] = []
change_sets: dict[str, dict] = {}


def find_stack(name_or_id: str) -> Stack | None:
    """By id also one that was deleted; by name only one that is there."""
    for stack in reversed(stacks):
        if stack.id == name_or_id or (stack.name == name_or_id and not stack.deleted_at):
            return stack
    return None


def get_stack(name_or_id: str) -> Stack:
    stack = find_stack(name_or_id)
    if stack is None:
        raise StackError(f"Stack with id {name_or_id} does not exist")
    return stack


def exports() -> dict[str, tuple[str, str]]:
    """Value and stack id of every exported name."""
    return {
        output["ExportName"]: (output["OutputValue"], stack.id)
        for stack in stacks
        if not stack.deleted_at
        for output in stack.outputs
        if "ExportName" in output
    }


def imported_value(name: str) -> str:
    found = exports().get(name)
    if found is None:
        raise TemplateError(f"No export named {name} found.")
    return found[0]
