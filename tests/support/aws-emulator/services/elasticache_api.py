"""ElastiCache: the operations that moto lacks, on groups kept as they were given."""

from aws.call import ACCOUNT, REGION
from own.registry import OwnError, operation

SERVICE = "elasticache"


class _Groups:
    """Things with a name: created, described, deleted."""

    def __init__(self, noun: str, key: str, describe: str, fault: str, result: str):
        self.noun, self.key, self.fault, self.result = noun, key, fault, result
        self.kept: dict[str, dict] = {}
        operation(SERVICE, f"Create{noun}")(self.create)
        operation(SERVICE, f"Modify{noun}")(self.modify)
        operation(SERVICE, f"Delete{noun}")(self.delete)
        operation(SERVICE, describe)(self.describe)

    def arn(self, name: str) -> str:
        return f"arn:aws:elasticache:{REGION}:{ACCOUNT}:{self.noun.lower()}:{name}"

    def get(self, params: dict) -> dict:
        name = params[self.key].lower()
        if name not in self.kept:
            raise OwnError(f"{self.fault}NotFoundFault", f"{self.noun} {name} not found", 404)
        return self.kept[name]

    def made(self, params: dict) -> dict:
        return {**params, "ARN": self.arn(params[self.key]), "Status": "active"}

    def create(self, params: dict) -> dict:
        name = params[self.key].lower()
        if name in self.kept:
            raise OwnError(f"{self.fault}AlreadyExists", f"{self.noun} {name} already exists")
        self.kept[name] = self.made({**params, self.key: name})
        return self.answer(self.kept[name])

    def answer(self, found: dict) -> dict:
        return {self.noun: found}

    def modify(self, params: dict) -> dict:
        self.get(params).update({key: value for key, value in params.items() if key != self.key})
        return self.answer(self.get(params))

    def delete(self, params: dict) -> dict:
        found = self.get(params)
        del self.kept[params[self.key].lower()]
        return self.answer(found)

    def describe(self, params: dict) -> dict:
        found = [self.get(params)] if params.get(self.key) else list(self.kept.values())
        return {self.result: found}


class _SubnetGroups(_Groups):
    def made(self, params: dict) -> dict:
        subnets = [{"SubnetIdentifier": it} for it in params.get("SubnetIds", [])]
        return {**super().made(params), "Subnets": subnets}


class _UserGroups(_Groups):
    def answer(self, found: dict) -> dict:
        return found


class _ParameterGroups(_Groups):
    def __init__(self, *args: str):
        super().__init__(*args)
        operation(SERVICE, "DescribeCacheParameters")(self.parameters)

    def modify(self, params: dict) -> dict:
        found = self.get(params)
        values = {it["ParameterName"]: it["ParameterValue"] for it in params["ParameterNameValues"]}
        found["values"] = {**found.get("values", {}), **values}
        return {self.key: params[self.key]}

    def parameters(self, params: dict) -> dict:
        values = self.get(params).get("values", {})
        return {
            "Parameters": [
                {"ParameterName": key, "ParameterValue": value, "Source": "user"}
                for key, value in values.items()
            ]
        }


class _ReplicationGroups(_Groups):
    def made(self, params: dict) -> dict:
        name, port = params[self.key], params.get("Port", 6379)
        members = [f"{name}-{i + 1:03}" for i in range(params.get("NumCacheClusters", 1))]
        domain = f"{name}.emulated.use1.cache.amazonaws.com"
        node_group = {
            "NodeGroupId": "0001",
            "Status": "available",
            "PrimaryEndpoint": {"Address": f"master.{domain}", "Port": port},
            "ReaderEndpoint": {"Address": f"replica.{domain}", "Port": port},
            "NodeGroupMembers": [{"CacheClusterId": it} for it in members],
        }
        on = {"AutomaticFailoverEnabled": "AutomaticFailover", "MultiAZEnabled": "MultiAZ"}
        switches = {key: "enabled" if params.get(it) else "disabled" for it, key in on.items()}
        logs = [{**it, "Status": "active"} for it in params.get("LogDeliveryConfigurations", [])]
        return {
            **super().made(params),
            "Description": params["ReplicationGroupDescription"],
            "Status": "available",
            "MemberClusters": members,
            "NodeGroups": [node_group],
            "ClusterEnabled": False,
            "LogDeliveryConfigurations": logs,
            **switches,
        }


subnet_groups = _SubnetGroups("CacheSubnetGroup", "CacheSubnetGroupName", "DescribeCacheSubnetGroups", "CacheSubnetGroup", "CacheSubnetGroups")
parameter_groups = _ParameterGroups("CacheParameterGroup", "CacheParameterGroupName", "DescribeCacheParameterGroups", "CacheParameterGroup", "CacheParameterGroups")
replication_groups = _ReplicationGroups("ReplicationGroup", "ReplicationGroupId", "DescribeReplicationGroups", "ReplicationGroup", "ReplicationGroups")
user_groups = _UserGroups("UserGroup", "UserGroupId", "DescribeUserGroups", "UserGroup", "UserGroups")
