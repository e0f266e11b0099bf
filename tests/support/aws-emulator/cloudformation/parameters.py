"""Values of a template's parameters."""

from aws.call import call
from cloudformation.template import TemplateError


def _convert(value, kind: str):
    if kind.startswith("AWS::SSM::Parameter::Value<"):
        inner = kind.removeprefix("AWS::SSM::Parameter::Value<").removesuffix(">")
        found = call("ssm", "GetParameter", {"Name": value, "WithDecryption": True})
        return _convert(found["Parameter"]["Value"], inner)
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return [part.strip() for part in str(value).split(",")]
    return value


def resolve_parameters(template: dict, given: dict[str, str]) -> dict:
    """Every parameter's value. Raises TemplateError for one that is missing or not declared."""
    declared = template.get("Parameters", {})
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise TemplateError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    missing = [name for name, it in declared.items() if name not in given and "Default" not in it]
    if missing:
        raise TemplateError(f"Parameters: [{', '.join(missing)}] must have values")
    return {
        name: _convert(given.get(name, it.get("Default")), it.get("Type", "String"))
        for name, it in declared.items()
    }
