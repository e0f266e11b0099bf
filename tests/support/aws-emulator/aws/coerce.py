"""Turns values written for CloudFormation into the parameters of an AWS operation."""

import json

from botocore.model import Shape

from aws.call import call, operation_model


class UnknownProperty(Exception):
    """The operation has no such parameter: the emulator would drop what a template says."""


def _structure(shape: Shape, value: dict, path: str) -> dict:
    names = {name.lower(): name for name in shape.members}
    result = {}
    for key, inner in value.items():
        name = names.get(key.lower())
        if name is None:
            raise UnknownProperty(f"{path}{key} is not emulated")
        result[name] = coerce(shape.members[name], inner, f"{path}{key}.")
    return result


def _text(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def coerce(shape: Shape, value, path: str = ""):
    """The value in the types of a botocore shape; names match without regard to case."""
    match shape.type_name:
        case "structure":
            return _structure(shape, value, path)
        case "list":
            items = value if isinstance(value, list) else [value]
            return [coerce(shape.member, item, path) for item in items]
        case "map":
            return {str(key): coerce(shape.value, item, path) for key, item in value.items()}
        case "integer" | "long":
            return int(value)
        case "float" | "double":
            return float(value)
        case "boolean":
            return str(value).lower() == "true"
        case "string":
            return _text(value)
        case "blob":
            return value.encode() if isinstance(value, str) else value
        case _:
            return value


def call_strictly(service: str, operation: str, params: dict, region: str) -> dict:
    """Calls with a template's values. Raises UnknownProperty for a key the operation lacks."""
    shape = operation_model(service, operation).input_shape
    return call(service, operation, coerce(shape, params), region)
