"""Secrets Manager: secrets, their policies and rotation."""

import json

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list, tag_changes

SERVICE = "secretsmanager"


def _generate(r: Resource) -> str:
    settings = dict(r.properties["GenerateSecretString"])
    key, template = settings.pop("GenerateStringKey", None), settings.pop("SecretStringTemplate", None)
    password = r.send(SERVICE, "GetRandomPassword", settings)["RandomPassword"]
    if key is None:
        return password
    return json.dumps({**json.loads(template or "{}"), key: password})


@provides("AWS::SecretsManager::Secret")
class Secret(Provider):
    def create(self, r: Resource) -> str:
        params = {
            "Name": r.name("Name", 255),
            "Tags": as_list(r.properties.get("Tags")),
            **r.only("Description", "KmsKeyId"),
        }
        if r.properties.get("ReplicaRegions"):
            raise ValueError("ReplicaRegions is not emulated")
        text = r.properties.get("SecretString")
        if "GenerateSecretString" in r.properties:
            text = _generate(r)
        if text is not None:
            params["SecretString"] = text
        return r.send(SERVICE, "CreateSecret", params)["ARN"]

    def update(self, r: Resource) -> None:
        params = {"SecretId": r.physical_id, **r.only("Description", "KmsKeyId")}
        # A new value only when the template asks for another one.
        if r.changed("GenerateSecretString") and "GenerateSecretString" in r.properties:
            params["SecretString"] = _generate(r)
        elif r.changed("SecretString") and "SecretString" in r.properties:
            params["SecretString"] = r.properties["SecretString"]
        r.send(SERVICE, "UpdateSecret", params)
        new, removed = tag_changes(r)
        if removed:
            r.call(SERVICE, "UntagResource", SecretId=r.physical_id, TagKeys=removed)
        if new:
            r.call(SERVICE, "TagResource", SecretId=r.physical_id, Tags=as_list(new))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteSecret", SecretId=r.physical_id, ForceDeleteWithoutRecovery=True)

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id}


@provides("AWS::SecretsManager::ResourcePolicy")
class ResourcePolicy(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.properties["SecretId"]
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {**r.only("SecretId", "ResourcePolicy")}
        r.send(SERVICE, "PutResourcePolicy", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteResourcePolicy", SecretId=r.physical_id)


@provides("AWS::SecretsManager::RotationSchedule")
class RotationSchedule(Provider):
    """Rotated at once, or only tested; later nothing is rotated before somebody calls RotateSecret."""

    def create(self, r: Resource) -> str:
        r.physical_id = r.properties["SecretId"]
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = r.only("SecretId", "RotationLambdaARN", "RotationRules")
        at_once = r.properties.get("RotateImmediatelyOnUpdate", True)
        r.send(SERVICE, "RotateSecret", {**params, "RotateImmediately": at_once})

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "CancelRotateSecret", SecretId=r.physical_id)
