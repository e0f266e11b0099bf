"""Tags of a stack, which CloudFormation puts on every resource that can have tags."""

from cloudformation.schema import resource_schema


def with_stack_tags(type_name: str, properties: dict, tags: dict[str, str]) -> dict:
    """The properties with the stack's tags added; a resource's own tag wins."""
    where = resource_schema(type_name).get("tags")
    if not where or not tags:
        return properties
    name, variant = where["property"], where["variant"]
    own = properties.get(name)
    if variant == "map":
        return {**properties, name: {**tags, **(own or {})}}
    taken = {tag["Key"] for tag in own or []}
    extra = {"PropagateAtLaunch": True} if variant == "asg" else {}
    inherited = [{"Key": k, "Value": v, **extra} for k, v in tags.items() if k not in taken]
    return {**properties, name: [*(own or []), *inherited]}
