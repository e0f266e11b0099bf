"""Which resources a template's node refers to, and the order that follows from it."""

from collections.abc import Callable

from cloudformation.intrinsics import SUBSTITUTE, attribute_path, is_function
from cloudformation.template import TemplateError


def references(node, condition: Callable[[str], bool]) -> set[str]:
    """Logical ids and parameters in the branches that its conditions choose."""
    if is_function(node):
        [(name, value)] = node.items()
        if name == "Ref":
            return {value}
        if name == "Fn::GetAtt":
            return {attribute_path(value)[0]}
        if name == "Fn::If":
            return references(value[1 if condition(value[0]) else 2], condition)
        if name == "Fn::Sub":
            text, own = (value, {}) if isinstance(value, str) else value
            names = {inner for literal, inner in SUBSTITUTE.findall(text) if not literal}
            found = {inner.split(".")[0] for inner in names - set(own)}
            return found | references(own, condition)
        return references(value, condition)
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return set().union(*(references(child, condition) for child in children))


def depends_on(resource: dict) -> list[str]:
    value = resource.get("DependsOn", [])
    return [value] if isinstance(value, str) else value


def creation_order(dependencies: dict[str, set[str]]) -> list[str]:
    """Each after what it depends on, else in the template's order. Raises TemplateError in a circle."""
    order: list[str] = []
    open_ones: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        if name in open_ones:
            circle = ", ".join(open_ones[open_ones.index(name) :])
            raise TemplateError(f"Circular dependency between resources: [{circle}]")
        open_ones.append(name)
        for other in (it for it in dependencies if it in dependencies[name]):
            visit(other)
        open_ones.pop()
        order.append(name)

    for name in dependencies:
        visit(name)
    return order
