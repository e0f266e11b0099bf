"""DynamoDB: tables."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list, tag_changes

SERVICE = "dynamodb"
SEPARATE = ("PointInTimeRecoverySpecification", "TimeToLiveSpecification", "SSESpecification", "Tags", "TableName")


def _sse(r: Resource) -> dict:
    given = dict(r.properties.get("SSESpecification", {}))
    if "SSEEnabled" in given:
        given["Enabled"] = given.pop("SSEEnabled")
    return {"SSESpecification": given} if given else {}


@provides("AWS::DynamoDB::Table")
class Table(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("TableName", 255)
        tags = as_list(r.properties.get("Tags"))
        params = {**r.without(*SEPARATE), **_sse(r), "TableName": r.physical_id}
        r.send(SERVICE, "CreateTable", {**params, **({"Tags": tags} if tags else {})})
        self._set_separate(r)
        return r.physical_id

    def _set_separate(self, r: Resource) -> None:
        table = {"TableName": r.physical_id}
        if "PointInTimeRecoverySpecification" in r.properties:
            params = {**table, **r.only("PointInTimeRecoverySpecification")}
            r.send(SERVICE, "UpdateContinuousBackups", params)
        if r.changed("TimeToLiveSpecification") and "TimeToLiveSpecification" in r.properties:
            r.send(SERVICE, "UpdateTimeToLive", {**table, **r.only("TimeToLiveSpecification")})

    def update(self, r: Resource) -> None:
        table = {"TableName": r.physical_id}
        names = ("BillingMode", "ProvisionedThroughput", "DeletionProtectionEnabled", "StreamSpecification")
        if r.changed(*names, "SSESpecification"):
            r.send(SERVICE, "UpdateTable", {**table, **r.only(*names), **_sse(r)})
        if r.changed("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
            raise ValueError("a change of a table's indexes is not emulated")
        self._set_separate(r)
        new, removed = tag_changes(r)
        arn = self.attributes(r)["Arn"]
        if removed:
            r.call(SERVICE, "UntagResource", ResourceArn=arn, TagKeys=removed)
        if new:
            r.call(SERVICE, "TagResource", ResourceArn=arn, Tags=as_list(new))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteTable", TableName=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        made = r.call(SERVICE, "DescribeTable", TableName=r.physical_id)["Table"]
        stream = made.get("LatestStreamArn")
        return {"Arn": made["TableArn"], **({"StreamArn": stream} if stream else {})}

    def snapshot(self, r: Resource) -> None:
        r.call(SERVICE, "CreateBackup", TableName=r.physical_id, BackupName=f"{r.physical_id}-final")
