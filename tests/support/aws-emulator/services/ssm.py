"""Systems Manager: parameters."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list

SERVICE = "ssm"


@provides("AWS::SSM::Parameter")
class Parameter(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("Name", 1011)
        tags = as_list(r.properties.get("Tags"))
        params = {**r.without("Tags"), "Name": r.physical_id}
        r.send(SERVICE, "PutParameter", {**params, **({"Tags": tags} if tags else {})})
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {**r.without("Tags"), "Name": r.physical_id, "Overwrite": True}
        r.send(SERVICE, "PutParameter", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteParameter", Name=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return r.only("Type", "Value")
