"""Step Functions: state machines."""

import json

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list, tag_changes

SERVICE = "stepfunctions"


def _definition(r: Resource) -> str:
    if "DefinitionS3Location" in r.properties:
        raise ValueError("DefinitionS3Location is not emulated")
    given = r.properties.get("DefinitionString") or json.dumps(r.properties["Definition"])
    for name, value in r.properties.get("DefinitionSubstitutions", {}).items():
        given = given.replace("${" + name + "}", str(value))
    return given


@provides("AWS::StepFunctions::StateMachine")
class StateMachine(Provider):
    def create(self, r: Resource) -> str:
        params = {
            "Name": r.name("StateMachineName", 80),
            "Definition": _definition(r),
            "RoleArn": r.properties["RoleArn"],
            **({"Type": r.properties["StateMachineType"]} if "StateMachineType" in r.properties else {}),
            **r.only("LoggingConfiguration", "TracingConfiguration", "EncryptionConfiguration", "Tags"),
        }
        return r.send(SERVICE, "CreateStateMachine", params)["stateMachineArn"]

    def update(self, r: Resource) -> None:
        params = {
            "StateMachineArn": r.physical_id,
            "Definition": _definition(r),
            **r.only("RoleArn", "LoggingConfiguration", "TracingConfiguration", "EncryptionConfiguration"),
        }
        r.send(SERVICE, "UpdateStateMachine", params)
        new, removed = tag_changes(r)
        if removed:
            r.call(SERVICE, "UntagResource", resourceArn=r.physical_id, tagKeys=removed)
        if new:
            tags = [{"key": it["Key"], "value": it["Value"]} for it in as_list(new)]
            r.call(SERVICE, "TagResource", resourceArn=r.physical_id, tags=tags)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteStateMachine", stateMachineArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": r.physical_id, "Name": r.physical_id.rpartition(":")[2]}
