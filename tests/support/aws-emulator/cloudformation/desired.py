"""What a stack shall become: its checked template, with parameters and conditions applied."""

from dataclasses import dataclass

from cloudformation.provider import find_provider
from cloudformation.references import creation_order, depends_on, references
from cloudformation.schema import check_resource
from cloudformation.scope import TemplateScope
from cloudformation.template import TemplateError


@dataclass
class Desired:
    # In the order of their creation, without those whose condition is false.
    resources: dict[str, dict]
    outputs: dict[str, dict]
    scope: TemplateScope


def check_template(template: dict) -> None:
    """Raises TemplateError with everything that is wrong with types and property names."""
    resources = template["Resources"]
    problems = [
        problem for name, resource in resources.items() for problem in check_resource(name, resource)
    ]
    if problems:
        raise TemplateError("Template validation failed: " + "; ".join(problems))


def _check_emulated(resources: dict) -> None:
    missing = [
        f"{node['Type']} of {name} is not emulated: tests/support/aws-emulator/services lacks it"
        for name, node in resources.items()
        if find_provider(node["Type"]) is None
    ]
    if missing:
        raise TemplateError("; ".join(missing))


def _check_references(resources: dict, template: dict, scope: TemplateScope) -> None:
    known = {*template["Resources"], *scope.pseudo, *scope.parameters}
    nodes = {**resources, "the Outputs": template.get("Outputs", {})}
    for name, node in nodes.items():
        missing = references(node, scope.condition) - known
        if missing:
            names = ", ".join(sorted(missing))
            raise TemplateError(f"Unresolved resource dependencies [{names}] in {name}")


def _is_wanted(node: dict, scope: TemplateScope) -> bool:
    return "Condition" not in node or scope.condition(node["Condition"])


def build_desired(template: dict, scope: TemplateScope) -> Desired:
    """Raises TemplateError for what cannot be deployed at all."""
    check_template(template)
    wanted = {k: v for k, v in template["Resources"].items() if _is_wanted(v, scope)}
    outputs = {k: v for k, v in template.get("Outputs", {}).items() if _is_wanted(v, scope)}
    _check_emulated(wanted)
    _check_references(wanted, {**template, "Outputs": outputs}, scope)
    dependencies = {
        name: references(node.get("Properties", {}), scope.condition) | set(depends_on(node))
        for name, node in wanted.items()
    }
    order = creation_order(dependencies)
    return Desired({name: wanted[name] for name in order}, outputs, scope)
