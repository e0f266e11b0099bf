"""What the expressions of one template see: parameters, mappings, conditions, other resources."""

from collections.abc import Callable

from aws.call import ACCOUNT, REGION
from cloudformation.intrinsics import NO_VALUE, evaluate
from cloudformation.stack import Deployed, Stack
from cloudformation.template import TemplateError

KNOWN_AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}"


class TemplateScope:
    region = REGION

    def __init__(
        self,
        stack: Stack,
        template: dict,
        parameters: dict,
        imported: Callable[[str], object],
        find: Callable[[str], Deployed | None],
    ):
        self.template = template
        self.parameters = parameters
        self.imported = imported
        self.find = find
        # Logical ids whose values only the deployment itself will show.
        self.unknown: set[str] = set()
        self.unknown_attributes: set[str] = set()
        self.pseudo = {
            "AWS::AccountId": ACCOUNT,
            "AWS::Region": REGION,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": stack.name,
            "AWS::StackId": stack.id,
            "AWS::NotificationARNs": [],
            "AWS::NoValue": NO_VALUE,
        }

    def ref(self, name: str):
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        if name in self.unknown:
            return KNOWN_AFTER_APPLY
        return self._resource(name).physical_id

    def attribute(self, name: str, attribute: str):
        if name in self.unknown or name in self.unknown_attributes:
            return KNOWN_AFTER_APPLY
        resource = self._resource(name)
        if attribute not in resource.attributes:
            raise TemplateError(
                f"Fn::GetAtt {name}.{attribute}: {resource.type} has no such attribute, "
                f"or it is not emulated; there are: {', '.join(sorted(resource.attributes))}"
            )
        return resource.attributes[attribute]

    def _resource(self, name: str) -> Deployed:
        resource = self.find(name)
        if resource is None:
            raise TemplateError(f"Unresolved resource dependency [{name}]")
        return resource

    def condition(self, name: str) -> bool:
        conditions = self.template.get("Conditions", {})
        if name not in conditions:
            raise TemplateError(f"Unresolved condition [{name}]")
        return bool(evaluate(conditions[name], self))

    def mapping(self, name: str, top: str, second: str):
        try:
            return self.template["Mappings"][name][top][second]
        except KeyError as error:
            raise TemplateError(f"Unable to get mapping for {name}::{top}::{second}") from error
