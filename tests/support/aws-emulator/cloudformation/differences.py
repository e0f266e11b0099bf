"""What an update does to a resource, by the properties that differ."""

from cloudformation.provider import Resource, find_provider
from cloudformation.schema import is_custom, replacement


def changed_properties(old: dict, new: dict) -> list[str]:
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def replacement_of(type_name: str, changed: list[str]) -> str:
    """'True', 'Conditional' or 'False', as change sets say it."""
    if is_custom(type_name):
        return "True" if "ServiceToken" in changed else "False"
    effects = {replacement(type_name, name) for name in changed}
    return "True" if "yes" in effects else "Conditional" if "maybe" in effects else "False"


def must_replace(resource: Resource) -> bool:
    """Whether these changes need a new resource."""
    changed = changed_properties(resource.previous, resource.properties)
    effect = replacement_of(resource.type, changed)
    provider = find_provider(resource.type)
    return effect == "True" or (effect == "Conditional" and provider.replaces(resource))
