"""Tags in the shapes that the services want."""

from cloudformation.provider import Resource


def as_map(tags: list[dict] | dict | None) -> dict[str, str]:
    if isinstance(tags, dict):
        return {key: str(value) for key, value in tags.items()}
    return {tag["Key"]: str(tag["Value"]) for tag in tags or []}


def as_list(tags: list[dict] | dict | None) -> list[dict]:
    return [{"Key": key, "Value": value} for key, value in as_map(tags).items()]


def tag_changes(r: Resource, name: str = "Tags") -> tuple[dict[str, str], list[str]]:
    """The tags to set and the keys to remove."""
    old, new = as_map(r.previous.get(name)), as_map(r.properties.get(name))
    return new, [key for key in old if key not in new]
