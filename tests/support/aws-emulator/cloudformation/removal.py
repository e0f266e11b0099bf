"""Deletes resources as their deletion policies say."""

from cloudformation.dynamic_references import resolve_dynamic_references
from cloudformation.provider import Resource, find_provider
from cloudformation.stack import Deployed, Stack


def _properties(deployed: Deployed) -> dict:
    try:
        return resolve_dynamic_references(deployed.properties)
    except Exception:
        # What it refers to is gone before it: its deletion needs no secret.
        return deployed.properties


def delete_resource(stack: Stack, deployed: Deployed, policy: str) -> None:
    """Deletes it, keeps it, or takes a snapshot first. Raises what the service answers."""
    ids = deployed.logical_id, deployed.type, deployed.physical_id
    if policy == "Retain":
        stack.record(*ids, "DELETE_SKIPPED")
        return
    stack.record(*ids, "DELETE_IN_PROGRESS")
    properties = _properties(deployed)
    resource = Resource(
        type=deployed.type,
        logical_id=deployed.logical_id,
        stack_name=stack.name,
        stack_id=stack.id,
        properties=properties,
        physical_id=deployed.physical_id,
        attributes=deployed.attributes,
        previous=properties,
    )
    provider = find_provider(deployed.type)
    if policy == "Snapshot":
        provider.snapshot(resource)
    provider.delete(resource)
    stack.record(*ids, "DELETE_COMPLETE")
