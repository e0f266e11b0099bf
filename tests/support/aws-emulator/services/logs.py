"""CloudWatch Logs: groups and metric filters."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_map, tag_changes

SERVICE = "logs"


def _log_group_name(r: Resource) -> str:
    return r.name("LogGroupName", 512)


@provides("AWS::Logs::LogGroup")
class LogGroup(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = _log_group_name(r)
        known = r.only("KmsKeyId", "LogGroupClass")
        params = {"logGroupName": r.physical_id, **known}
        tags = as_map(r.properties.get("Tags"))
        r.send(SERVICE, "CreateLogGroup", {**params, **({"tags": tags} if tags else {})})
        unknown = set(r.properties) - {*known, "LogGroupName", "RetentionInDays", "Tags"}
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is not emulated")
        self._set_retention(r)
        return r.physical_id

    def _set_retention(self, r: Resource) -> None:
        group = {"logGroupName": r.physical_id}
        if "RetentionInDays" in r.properties:
            r.send(SERVICE, "PutRetentionPolicy", {**group, **r.only("RetentionInDays")})
        elif r.previous.get("RetentionInDays"):
            r.call(SERVICE, "DeleteRetentionPolicy", **group)

    def update(self, r: Resource) -> None:
        group = {"logGroupName": r.physical_id}
        self._set_retention(r)
        if r.changed("KmsKeyId"):
            if "KmsKeyId" in r.properties:
                r.send(SERVICE, "AssociateKmsKey", {**group, **r.only("KmsKeyId")})
            else:
                r.call(SERVICE, "DisassociateKmsKey", **group)
        new, removed = tag_changes(r)
        if removed:
            r.call(SERVICE, "UntagLogGroup", **group, tags=removed)
        if new:
            r.call(SERVICE, "TagLogGroup", **group, tags=new)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteLogGroup", logGroupName=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": f"arn:aws:logs:{r.region}:{r.account}:log-group:{r.physical_id}:*"}


@provides("AWS::Logs::MetricFilter")
class MetricFilter(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("FilterName", 255)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        transformations = []
        for it in r.properties["MetricTransformations"]:
            pairs = it.get("Dimensions")
            dimensions = {"Dimensions": {d["Key"]: d["Value"] for d in pairs}} if pairs else {}
            transformations.append({**it, **dimensions})
        params = {**r.properties, "FilterName": r.physical_id}
        r.send(SERVICE, "PutMetricFilter", {**params, "MetricTransformations": transformations})

    def delete(self, r: Resource) -> None:
        group = r.properties["LogGroupName"]
        r.call(SERVICE, "DeleteMetricFilter", logGroupName=group, filterName=r.physical_id)


@provides("AWS::Logs::SubscriptionFilter")
class SubscriptionFilter(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("FilterName", 255)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "PutSubscriptionFilter", {**r.properties, "FilterName": r.physical_id})

    def delete(self, r: Resource) -> None:
        group = r.properties["LogGroupName"]
        r.call(SERVICE, "DeleteSubscriptionFilter", logGroupName=group, filterName=r.physical_id)
