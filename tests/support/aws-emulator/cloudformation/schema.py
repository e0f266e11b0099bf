"""Checks a template's types and property names against CloudFormation's own resource schemas."""

import json
import os
from functools import cache
from pathlib import Path

from cloudformation.intrinsics import NO_VALUE, is_function

ANY_PROPERTIES = ("AWS::CloudFormation::CustomResource",)
RESOURCE_KEYS = {
    "Type",
    "Properties",
    "Metadata",
    "DependsOn",
    "Condition",
    "CreationPolicy",
    "UpdatePolicy",
    "DeletionPolicy",
    "UpdateReplacePolicy",
}


@cache
def schemas() -> dict:
    """Made by tests/support/aws-emulator-schema.ts; the names are explained there."""
    return json.loads(Path(os.environ["AWS_EMULATOR_SCHEMA"]).read_text())


def is_custom(type_name: str) -> bool:
    return type_name.startswith("Custom::") or type_name in ANY_PROPERTIES


def resource_schema(type_name: str) -> dict:
    return schemas()["resources"].get(type_name, {"properties": {}, "attributes": []})


def replacement(type_name: str, property_name: str) -> str:
    """'yes', 'maybe' or 'no': whether a change of the property makes a new resource."""
    return resource_schema(type_name)["properties"].get(property_name, {}).get("replace", "no")


def _check_value(value, kind, path: str) -> list[str]:
    if is_function(value) or value is NO_VALUE or kind is None:
        return []
    if "ref" in kind and isinstance(value, dict):
        return _check_members(value, schemas()["types"][kind["ref"]], f"{path}.")
    if "list" in kind and isinstance(value, list):
        pairs = enumerate(value)
        return [it for i, item in pairs for it in _check_value(item, kind["list"], f"{path}[{i}]")]
    if "map" in kind and isinstance(value, dict):
        pairs = value.items()
        return [it for key, item in pairs for it in _check_value(item, kind["map"], f"{path}.{key}")]
    if "any" in kind:
        found = [_check_value(value, one, path) for one in kind["any"]]
        return [] if [] in found else found[0]
    return []


def _check_members(value: dict, members: dict, path: str = "") -> list[str]:
    problems = [f"unknown property {path}{key}" for key in value if key not in members]
    problems += [
        f"required property {path}{name} is missing"
        for name, member in members.items()
        if member.get("required") and name not in value
    ]
    for key, inner in value.items():
        if key in members:
            problems += _check_value(inner, members[key].get("kind"), f"{path}{key}")
    return problems


def check_resource(logical_id: str, resource: dict) -> list[str]:
    """What is wrong with one resource of a template, each with the type and logical id."""
    type_name = resource.get("Type", "")
    where = f"in {logical_id} ({type_name})"
    problems = [f"unknown key {key} {where}" for key in resource if key not in RESOURCE_KEYS]
    if is_custom(type_name):
        if "ServiceToken" not in resource.get("Properties", {}):
            problems.append(f"required property ServiceToken is missing {where}")
        return problems
    if type_name not in schemas()["resources"]:
        return [f"Unrecognized resource type {type_name} of {logical_id}"]
    members = resource_schema(type_name)["properties"]
    found = _check_members(resource.get("Properties", {}), members)
    return problems + [f"{problem} {where}" for problem in found]
