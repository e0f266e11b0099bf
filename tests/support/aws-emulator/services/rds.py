"""RDS: instances and Multi-AZ clusters, which answer with the address of a real MariaDB."""

import json
from datetime import UTC, datetime

from botocore import xform_name
from moto.rds.models import DBCluster, DBInstance, rds_backends

from aws.call import ACCOUNT, REGION
from cloudformation.provider import Provider, Resource, provides
from databases import admin_user, server
from services.tagging import as_list, tag_changes

SERVICE = "rds"
# Not parameters of the creation.
LATER = ("AllowMajorVersionUpgrade", "ApplyImmediately", "DeleteAutomatedBackups", "CertificateRotationRestart")
# What neither an instance nor a cluster takes in a change.
FIXED = (
    "DBSubnetGroupName",
    "Engine",
    "MasterUsername",
    "StorageEncrypted",
    "KmsKeyId",
    "EnableCloudwatchLogsExports",
    "Tags",
    "ManageMasterUserPassword",
    "MasterUserSecretKmsKeyId",
)
# moto forgets them; as attributes of its objects they are in its answers again.
REMEMBERED = (
    "MonitoringInterval",
    "MonitoringRoleArn",
    "PerformanceInsightsRetentionPeriod",
    "PerformanceInsightsKMSKeyId",
    "AutoMinorVersionUpgrade",
    "PubliclyAccessible",
    "StorageThroughput",
    "EngineLifecycleSupport",
    "DatabaseInsightsMode",
)


def _remember(made, params: dict) -> None:
    values = {name: params[name] for name in REMEMBERED if name in params}
    if "EnablePerformanceInsights" in params:
        values["PerformanceInsightsEnabled"] = params["EnablePerformanceInsights"]
    for name, value in values.items():
        setattr(made, xform_name(name), value)


def _create_secret(r: Resource, name: str, username: str, password: str) -> str:
    key = r.properties.get("MasterUserSecret", {}).get("KmsKeyId")
    params = {
        "Name": f"rds!{name}",
        "SecretString": json.dumps({"username": username, "password": password}),
        "Description": f"The secret associated with the primary RDS DB: {name}",
        **({"KmsKeyId": key} if key else {}),
    }
    return r.call("secretsmanager", "CreateSecret", **params)["ARN"]


def _is_managed(properties: dict) -> bool:
    return str(properties.get("ManageMasterUserPassword", "")).lower() == "true"


class _Database(Provider):
    """What instances and clusters share. `kind` is their name in operations and parameters."""

    kind: str
    snapshot_name: str
    renamed: dict[str, str]
    # Cannot be changed, or is changed in another way.
    fixed: tuple[str, ...]

    def _identify(self, identifier: str) -> dict:
        return {f"{self.kind}Identifier": identifier}

    def _params(self, r: Resource) -> dict:
        params = {self.renamed.get(k, k): v for k, v in r.without(*LATER, "MasterUserSecret").items()}
        key = r.properties.get("MasterUserSecret", {}).get("KmsKeyId")
        return {**params, **({"MasterUserSecretKmsKeyId": key} if key else {})}

    def create(self, r: Resource) -> str:
        r.physical_id = r.name(f"{self.kind}Identifier", 63, lower=True).lower()
        credentials, managed = self.credentials(r)
        params = {**self._params(r), **credentials, **self._identify(r.physical_id)}
        r.send(SERVICE, f"Create{self.kind}", params)
        made = self._made(r.physical_id)
        _remember(made, params)
        self.manage_secret(r, made, r.physical_id, managed)
        return r.physical_id

    def update(self, r: Resource) -> None:
        never = (*FIXED, *self.fixed)
        params = {k: v for k, v in self._params(r).items() if k not in never}
        r.send(SERVICE, f"Modify{self.kind}", {**params, **self._identify(r.physical_id), "ApplyImmediately": True})
        made = self._made(r.physical_id)
        _remember(made, params)
        self.log_exports(r, made)
        self.tag(r, made.arn)

    def delete(self, r: Resource) -> None:
        made = self._made(r.physical_id)
        r.call(SERVICE, f"Delete{self.kind}", **self._identify(r.physical_id), SkipFinalSnapshot=True)
        self.delete_secret(r, made)

    def snapshot(self, r: Resource) -> None:
        name = f"{r.physical_id}-snapshot-{_stamp()}"[:255]
        params = {**self._identify(r.physical_id), f"{self.snapshot_name}Identifier": name}
        r.call(SERVICE, f"Create{self.snapshot_name}", **params)

    def credentials(self, r: Resource) -> tuple[dict, str | None]:
        """Parameters of the creation, and the password that RDS itself manages."""
        if _is_managed(r.properties) and "MasterUserPassword" in r.properties:
            raise ValueError("MasterUserPassword cannot be given with ManageMasterUserPassword")
        username = r.properties.get("MasterUsername", "admin")
        password = admin_user.create(username, r.properties.get("MasterUserPassword"))
        return {"MasterUserPassword": password}, password if _is_managed(r.properties) else None

    def manage_secret(self, r: Resource, made, name: str, password: str | None) -> None:
        if password is not None:
            username = r.properties.get("MasterUsername", "admin")
            made.emulated_secret_arn = _create_secret(r, name, username, password)

    def delete_secret(self, r: Resource, made) -> None:
        arn = getattr(made, "emulated_secret_arn", None)
        if arn:
            r.call("secretsmanager", "DeleteSecret", SecretId=arn, ForceDeleteWithoutRecovery=True)

    def tag(self, r: Resource, arn: str) -> None:
        new, removed = tag_changes(r)
        if removed:
            r.call(SERVICE, "RemoveTagsFromResource", ResourceName=arn, TagKeys=removed)
        if new:
            r.call(SERVICE, "AddTagsToResource", ResourceName=arn, Tags=as_list(new))

    def log_exports(self, r: Resource, made) -> None:
        name = "EnableCloudwatchLogsExports"
        if r.changed(name):
            made.enabled_cloudwatch_logs_exports = list(r.properties.get(name, []))


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")


@provides("AWS::RDS::DBInstance")
class Instance(_Database):
    kind = "DBInstance"
    snapshot_name = "DBSnapshot"
    renamed = {"VPCSecurityGroups": "VpcSecurityGroupIds"}
    fixed = ("DBName", "AvailabilityZone", "Port", "SourceRegion", "LicenseModel")

    def _made(self, identifier: str) -> DBInstance:
        return rds_backends[ACCOUNT][REGION].databases[identifier]

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "DescribeDBInstances", DBInstanceIdentifier=r.physical_id)
        [made] = found["DBInstances"]
        secret = made.get("MasterUserSecret", {}).get("SecretArn")
        return {
            "Endpoint.Address": made["Endpoint"]["Address"],
            "Endpoint.Port": str(made["Endpoint"]["Port"]),
            "DBInstanceArn": made["DBInstanceArn"],
            "DbiResourceId": made["DbiResourceId"],
            **({"MasterUserSecret.SecretArn": secret} if secret else {}),
        }


@provides("AWS::RDS::DBCluster")
class Cluster(_Database):
    kind = "DBCluster"
    snapshot_name = "DBClusterSnapshot"
    renamed = {
        "PerformanceInsightsEnabled": "EnablePerformanceInsights",
        "PerformanceInsightsKmsKeyId": "PerformanceInsightsKMSKeyId",
    }
    fixed = ("DatabaseName", "AvailabilityZones", "EngineMode", "PubliclyAccessible")

    def _made(self, identifier: str) -> DBCluster:
        return rds_backends[ACCOUNT][REGION].clusters[identifier]

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "DescribeDBClusters", DBClusterIdentifier=r.physical_id)
        [made] = found["DBClusters"]
        secret = made.get("MasterUserSecret", {}).get("SecretArn")
        return {
            "Endpoint.Address": made["Endpoint"],
            "Endpoint.Port": str(made["Port"]),
            "ReadEndpoint.Address": made["ReaderEndpoint"],
            "DBClusterArn": made["DBClusterArn"],
            "DBClusterResourceId": made["DbClusterResourceId"],
            **({"MasterUserSecret.SecretArn": secret} if secret else {}),
        }


@provides("AWS::RDS::DBSubnetGroup")
class SubnetGroup(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("DBSubnetGroupName", 255, lower=True).lower()
        r.send(SERVICE, "CreateDBSubnetGroup", {**r.properties, "DBSubnetGroupName": r.physical_id})
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {**r.without("Tags"), "DBSubnetGroupName": r.physical_id}
        r.send(SERVICE, "ModifyDBSubnetGroup", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteDBSubnetGroup", DBSubnetGroupName=r.physical_id)


class _Parameters(Provider):
    kind = ""
    name_property = ""

    def create(self, r: Resource) -> str:
        name = f"{self.kind}Name"
        r.physical_id = r.name(self.name_property, 255, lower=True).lower()
        params = {name: r.physical_id, "DBParameterGroupFamily": r.properties["Family"], **r.only("Description", "Tags")}
        r.send(SERVICE, f"Create{self.kind}", params)
        self._set(r)
        return r.physical_id

    def _set(self, r: Resource) -> None:
        parameters = [
            {"ParameterName": key, "ParameterValue": str(value), "ApplyMethod": "pending-reboot"}
            for key, value in r.properties.get("Parameters", {}).items()
        ]
        if parameters:
            params = {f"{self.kind}Name": r.physical_id, "Parameters": parameters}
            r.call(SERVICE, f"Modify{self.kind}", **params)

    def update(self, r: Resource) -> None:
        old, new = (it.get("Parameters", {}) for it in (r.previous, r.properties))
        gone = [{"ParameterName": k, "ApplyMethod": "pending-reboot"} for k in old if k not in new]
        if gone:
            params = {f"{self.kind}Name": r.physical_id, "Parameters": gone}
            r.call(SERVICE, f"Reset{self.kind}", **params)
        self._set(r)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, f"Delete{self.kind}", **{f"{self.kind}Name": r.physical_id})


@provides("AWS::RDS::DBParameterGroup")
class InstanceParameters(_Parameters):
    kind = "DBParameterGroup"
    name_property = "DBParameterGroupName"

    def attributes(self, r: Resource) -> dict:
        return {"DBParameterGroupName": r.physical_id}


@provides("AWS::RDS::DBClusterParameterGroup")
class ClusterParameters(_Parameters):
    kind = "DBClusterParameterGroup"
    name_property = "DBClusterParameterGroupName"


def _secret_of(self) -> dict | None:
    arn = getattr(self, "emulated_secret_arn", None)
    if arn is None:
        return None
    key = self.master_user_secret_kms_key_id
    return {"SecretArn": arn, "SecretStatus": "active", **({"KmsKeyId": key} if key else {})}


def install() -> None:
    """Instances and clusters answer with the address of the private database."""
    DBInstance.master_user_secret = property(_secret_of)
    DBCluster.master_user_secret = property(_secret_of)
    writer, reader = server.find("writer"), server.find("reader")
    if writer is None or reader is None:
        return
    DBInstance.address = property(lambda _self: writer["host"])
    _pin(DBInstance, "port", writer["port"])
    _pin(DBCluster, "endpoint", writer["host"])
    _pin(DBCluster, "reader_endpoint", reader["host"])
    _pin(DBCluster, "port", writer["port"])


def _pin(model: type, name: str, value) -> None:
    setattr(model, name, property(lambda _self: value, lambda _self, _value: None))
