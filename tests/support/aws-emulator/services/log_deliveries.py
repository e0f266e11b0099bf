"""CloudWatch Logs: vended logs and who may write to groups."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_map

SERVICE = "logs"


def _tagged(r: Resource, params: dict) -> dict:
    tags = as_map(r.properties.get("Tags"))
    return {**params, **({"tags": tags} if tags else {})}


@provides("AWS::Logs::ResourcePolicy")
class ResourcePolicy(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return r.properties["PolicyName"]

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "PutResourcePolicy", r.properties)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteResourcePolicy", policyName=r.physical_id)


@provides("AWS::Logs::DeliverySource")
class DeliverySource(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return r.properties["Name"]

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "PutDeliverySource", _tagged(r, r.without("Tags")))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteDeliverySource", name=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        made = r.call(SERVICE, "GetDeliverySource", name=r.physical_id)["deliverySource"]
        return {"Arn": made["arn"], "Service": made.get("service", "")}


@provides("AWS::Logs::DeliveryDestination")
class DeliveryDestination(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return r.properties["Name"]

    def update(self, r: Resource) -> None:
        params = r.without("Tags", "DestinationResourceArn")
        arn = r.properties["DestinationResourceArn"]
        configuration = {"destinationResourceArn": arn}
        params["deliveryDestinationConfiguration"] = configuration
        r.send(SERVICE, "PutDeliveryDestination", _tagged(r, params))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteDeliveryDestination", name=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "GetDeliveryDestination", name=r.physical_id)
        return {"Arn": found["deliveryDestination"]["arn"]}


@provides("AWS::Logs::Delivery")
class Delivery(Provider):
    def create(self, r: Resource) -> str:
        s3 = {
            key: r.properties[name]
            for name, key in (
                ("S3SuffixPath", "suffixPath"),
                ("S3EnableHiveCompatiblePath", "enableHiveCompatiblePath"),
            )
            if name in r.properties
        }
        params = r.without("Tags", "S3SuffixPath", "S3EnableHiveCompatiblePath")
        if s3:
            params["s3DeliveryConfiguration"] = s3
        return r.send(SERVICE, "CreateDelivery", _tagged(r, params))["delivery"]["id"]

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteDelivery", id=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        made = r.call(SERVICE, "GetDelivery", id=r.physical_id)["delivery"]
        return {"Arn": made["arn"], "DeliveryId": r.physical_id}
