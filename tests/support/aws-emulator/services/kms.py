"""KMS: keys and aliases."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_map, tag_changes

SERVICE = "kms"


def _tags(tags: dict[str, str]) -> list[dict]:
    return [{"TagKey": key, "TagValue": value} for key, value in tags.items()]


@provides("AWS::KMS::Key")
class Key(Provider):
    separate = ("KeyPolicy", "EnableKeyRotation", "RotationPeriodInDays", "Enabled", "PendingWindowInDays", "Tags")

    def create(self, r: Resource) -> str:
        params = {**r.without(*self.separate), "Tags": _tags(as_map(r.properties.get("Tags")))}
        if "KeyPolicy" in r.properties:
            params["Policy"] = r.properties["KeyPolicy"]
        r.physical_id = r.send(SERVICE, "CreateKey", params)["KeyMetadata"]["KeyId"]
        self._set_rotation(r)
        return r.physical_id

    def _set_rotation(self, r: Resource) -> None:
        key = {"KeyId": r.physical_id}
        if str(r.properties.get("EnableKeyRotation", "")).lower() == "true":
            r.send(SERVICE, "EnableKeyRotation", {**key, **r.only("RotationPeriodInDays")})
        elif r.previous.get("EnableKeyRotation"):
            r.call(SERVICE, "DisableKeyRotation", **key)
        if "Enabled" in r.properties:
            enabled = str(r.properties["Enabled"]).lower() == "true"
            r.call(SERVICE, "EnableKey" if enabled else "DisableKey", **key)

    def update(self, r: Resource) -> None:
        key = {"KeyId": r.physical_id}
        if r.changed("KeyPolicy"):
            policy = {"Policy": r.properties["KeyPolicy"], "PolicyName": "default"}
            r.send(SERVICE, "PutKeyPolicy", {**key, **policy})
        if r.changed("Description"):
            text = r.properties.get("Description", "")
            r.call(SERVICE, "UpdateKeyDescription", **key, Description=text)
        self._set_rotation(r)
        new, removed = tag_changes(r)
        if removed:
            r.call(SERVICE, "UntagResource", **key, TagKeys=removed)
        if new:
            r.call(SERVICE, "TagResource", **key, Tags=_tags(new))

    def delete(self, r: Resource) -> None:
        params = {"KeyId": r.physical_id, **r.only("PendingWindowInDays")}
        r.send(SERVICE, "ScheduleKeyDeletion", params)

    def attributes(self, r: Resource) -> dict:
        made = r.call(SERVICE, "DescribeKey", KeyId=r.physical_id)["KeyMetadata"]
        return {"Arn": made["Arn"], "KeyId": r.physical_id}


@provides("AWS::KMS::Alias")
class Alias(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "CreateAlias", r.properties)
        return r.properties["AliasName"]

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "UpdateAlias", r.properties)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteAlias", AliasName=r.physical_id)
