"""CloudFront's types: distributions and what they refer to."""

from botocore.model import Shape

from aws.call import operation_model
from aws.coerce import UnknownProperty, coerce
from cloudformation.provider import Provider, Resource, provides

SERVICE = "cloudfront"
# Properties that have another name in the API.
RENAMED = {"IPV6Enabled": "IsIPV6Enabled", "OriginCustomHeaders": "CustomHeaders"}


def _listed(shape: Shape, items: list, path: str) -> dict:
    """The API wants {Quantity, Items} where templates have plain lists."""
    member = shape.members["Items"].member
    return {"Quantity": len(items), "Items": [configuration(member, it, path) for it in items]}


def _structure(shape: Shape, value: dict, path: str) -> dict:
    names = {name.lower(): name for name in shape.members}
    result = {}
    for key, inner in value.items():
        name = names.get(RENAMED.get(key, key).lower())
        if name is None:
            raise UnknownProperty(f"{path}{key} is not emulated")
        result[name] = configuration(shape.members[name], inner, f"{path}{key}.")
    if "Quantity" in shape.members and "Items" in shape.members:
        result.setdefault("Items", [])
        result["Quantity"] = len(result["Items"])
    return result


def configuration(shape: Shape, value, path: str = ""):
    """A template's value in the shape that CloudFront's API has."""
    if shape.type_name == "structure" and isinstance(value, list):
        return _listed(shape, value, path)
    if shape.type_name == "structure":
        return _structure(shape, value, path)
    if shape.type_name == "list":
        return [configuration(shape.member, it, path) for it in value]
    return coerce(shape, value, path)


class _Kind(Provider):
    kind = ""

    def config(self, r: Resource) -> dict:
        shape = operation_model(SERVICE, f"Create{self.kind}").input_shape
        name = f"{self.kind}Config"
        return {name: configuration(shape.members[name], self.prepare(r.properties[name], r))}

    def prepare(self, config: dict, _r: Resource) -> dict:
        return config

    def create(self, r: Resource) -> str:
        return r.call(SERVICE, f"Create{self.kind}", **self.config(r))[self.kind]["Id"]

    def version(self, r: Resource) -> dict:
        found = r.call(SERVICE, f"Get{self.kind}", Id=r.physical_id)
        return {"Id": r.physical_id, "IfMatch": found["ETag"]}

    def update(self, r: Resource) -> None:
        r.call(SERVICE, f"Update{self.kind}", **self.version(r), **self.config(r))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, f"Delete{self.kind}", **self.version(r))

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id}


@provides("AWS::CloudFront::CachePolicy")
class CachePolicy(_Kind):
    kind = "CachePolicy"


@provides("AWS::CloudFront::OriginRequestPolicy")
class OriginRequestPolicy(_Kind):
    kind = "OriginRequestPolicy"


@provides("AWS::CloudFront::ResponseHeadersPolicy")
class ResponseHeadersPolicy(_Kind):
    kind = "ResponseHeadersPolicy"


@provides("AWS::CloudFront::OriginAccessControl")
class OriginAccessControl(_Kind):
    kind = "OriginAccessControl"


def _behavior(behavior: dict) -> dict:
    given = dict(behavior)
    cached = given.pop("CachedMethods", None)
    if "AllowedMethods" in given or cached:
        methods = {"Items": given.get("AllowedMethods", ["GET", "HEAD"])}
        given["AllowedMethods"] = {**methods, **({"CachedMethods": cached} if cached else {})}
    return given


def _restrictions(value: dict) -> dict:
    geo = dict(value["GeoRestriction"])
    return {"GeoRestriction": {"Items": geo.pop("Locations", []), **geo}}


@provides("AWS::CloudFront::Distribution")
class Distribution(_Kind):
    kind = "Distribution"

    def prepare(self, config: dict, r: Resource) -> dict:
        result = {"Comment": "", **config, "CallerReference": f"{r.stack_name}-{r.logical_id}"}
        result["DefaultCacheBehavior"] = _behavior(config["DefaultCacheBehavior"])
        if "CacheBehaviors" in config:
            result["CacheBehaviors"] = [_behavior(it) for it in config["CacheBehaviors"]]
        if "Restrictions" in config:
            result["Restrictions"] = _restrictions(config["Restrictions"])
        return result

    def create(self, r: Resource) -> str:
        r.physical_id = super().create(r)
        self._tag(r)
        return r.physical_id

    def _tag(self, r: Resource) -> None:
        if r.properties.get("Tags"):
            arn = f"arn:aws:cloudfront::{r.account}:distribution/{r.physical_id}"
            r.call(SERVICE, "TagResource", Resource=arn, Tags={"Items": r.properties["Tags"]})

    def update(self, r: Resource) -> None:
        super().update(r)
        self._tag(r)

    def delete(self, r: Resource) -> None:
        # Only what is disabled can be deleted.
        config = self.config(r)
        config["DistributionConfig"]["Enabled"] = False
        r.call(SERVICE, "UpdateDistribution", **self.version(r), **config)
        super().delete(r)

    def attributes(self, r: Resource) -> dict:
        made = r.call(SERVICE, "GetDistribution", Id=r.physical_id)["Distribution"]
        return {"Id": r.physical_id, "DomainName": made["DomainName"]}


@provides("AWS::CloudFront::MonitoringSubscription")
class MonitoringSubscription(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "CreateMonitoringSubscription", r.properties)
        return r.properties["DistributionId"]

    def update(self, r: Resource) -> None:
        self.delete(r)
        self.create(r)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteMonitoringSubscription", DistributionId=r.properties["DistributionId"])
