"""Shield Advanced: protections."""

from cloudformation.provider import Provider, Resource, provides

SERVICE = "shield"


@provides("AWS::Shield::Protection")
class Protection(Provider):
    def create(self, r: Resource) -> str:
        made = r.send(SERVICE, "CreateProtection", r.only("Name", "ResourceArn", "Tags"))
        return f"arn:aws:shield::{r.account}:protection/{made['ProtectionId']}"

    def update(self, r: Resource) -> None:
        """Only tags can change."""

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteProtection", ProtectionId=r.physical_id.rpartition("/")[2])

    def attributes(self, r: Resource) -> dict:
        identifier = r.physical_id.rpartition("/")[2]
        return {"ProtectionArn": r.physical_id, "ProtectionId": identifier}
