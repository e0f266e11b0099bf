"""Stack policies: which resources an update may modify, replace or delete."""

import json
from fnmatch import fnmatchcase


class DeniedByPolicy(Exception):
    pass


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _type_matches(statement: dict, type_name: str) -> bool:
    condition = statement.get("Condition", {})
    wanted = [
        pattern
        for operator in ("StringEquals", "StringLike")
        for pattern in _listed(condition.get(operator, {}).get("ResourceType", []))
    ]
    return not wanted or any(fnmatchcase(type_name, pattern) for pattern in wanted)


def _names(statement: dict, key: str, name: str) -> bool:
    if f"Not{key}" in statement:
        return not any(fnmatchcase(name, it) for it in _listed(statement[f"Not{key}"]))
    return any(fnmatchcase(name, it) for it in _listed(statement.get(key, [])))


def require_allowed(policy: str, action: str, logical_id: str, type_name: str) -> None:
    """Raises DeniedByPolicy unless the policy allows Update:Modify, Update:Replace or Update:Delete."""
    if not policy:
        return
    name = f"LogicalResourceId/{logical_id}"
    effects = {
        statement["Effect"]
        for statement in _listed(json.loads(policy)["Statement"])
        if _names(statement, "Action", action)
        and _names(statement, "Resource", name)
        and _type_matches(statement, type_name)
    }
    if "Allow" not in effects or "Deny" in effects:
        raise DeniedByPolicy(f"Action denied by stack policy: {action} of {name} is not allowed")
