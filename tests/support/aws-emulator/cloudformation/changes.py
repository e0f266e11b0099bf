"""The changes that a change set describes."""

from cloudformation.desired import Desired
from cloudformation.differences import changed_properties, replacement_of
from cloudformation.intrinsics import evaluate
from cloudformation.scope import KNOWN_AFTER_APPLY
from cloudformation.stack import Stack
from cloudformation.tags import with_stack_tags


def _change(action: str, name: str, type_name: str, physical_id: str = "", **more) -> dict:
    known = {"PhysicalResourceId": physical_id} if physical_id else {}
    change = {"Action": action, "LogicalResourceId": name, "ResourceType": type_name, **known}
    return {"Type": "Resource", "ResourceChange": {**change, **more}}


def _detail(name: str, value) -> dict:
    dynamic = KNOWN_AFTER_APPLY in str(value)
    return {
        "Target": {"Attribute": "Properties", "Name": name},
        "Evaluation": "Dynamic" if dynamic else "Static",
    }


def describe_changes(stack: Stack, desired: Desired, tags: dict[str, str]) -> list[dict]:
    """In the order of the deployment; what depends on a changed resource counts as Dynamic."""
    changes = []
    scope = desired.scope
    for name, node in desired.resources.items():
        old = stack.resources.get(name)
        if old is None:
            scope.unknown.add(name)
            changes.append(_change("Add", name, node["Type"]))
            continue
        properties = evaluate(node.get("Properties", {}), scope)
        properties = with_stack_tags(node["Type"], properties, tags)
        changed = changed_properties(old.properties, properties)
        if not changed:
            continue
        effect = replacement_of(old.type, changed)
        (scope.unknown if effect == "True" else scope.unknown_attributes).add(name)
        details = [_detail(key, properties.get(key)) for key in changed]
        more = {"Replacement": effect, "Scope": ["Properties"], "Details": details}
        changes.append(_change("Modify", name, old.type, old.physical_id, **more))
    for name, old in stack.resources.items():
        if name not in desired.resources:
            changes.append(_change("Remove", name, old.type, old.physical_id))
    return changes
