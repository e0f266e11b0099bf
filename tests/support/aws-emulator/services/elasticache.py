"""ElastiCache's types."""

from cloudformation.provider import Provider, Resource, provides

SERVICE = "elasticache"


@provides("AWS::ElastiCache::SubnetGroup")
class SubnetGroup(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("CacheSubnetGroupName", 255, lower=True).lower()
        self._send(r, "Create")
        return r.physical_id

    def _send(self, r: Resource, verb: str) -> None:
        description = {"CacheSubnetGroupDescription": r.properties["Description"]}
        name = {"CacheSubnetGroupName": r.physical_id}
        left_out = ("Description", "Tags") if verb == "Modify" else ("Description",)
        params = {**r.without(*left_out), **description, **name}
        r.send(SERVICE, f"{verb}CacheSubnetGroup", params)

    def update(self, r: Resource) -> None:
        self._send(r, "Modify")

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteCacheSubnetGroup", CacheSubnetGroupName=r.physical_id)


@provides("AWS::ElastiCache::ParameterGroup")
class ParameterGroup(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("CacheParameterGroupName", 255, lower=True).lower()
        params = {**r.without("Properties"), "CacheParameterGroupName": r.physical_id}
        r.send(SERVICE, "CreateCacheParameterGroup", params)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        values = [
            {"ParameterName": key, "ParameterValue": value}
            for key, value in r.properties.get("Properties", {}).items()
        ]
        params = {"CacheParameterGroupName": r.physical_id, "ParameterNameValues": values}
        r.send(SERVICE, "ModifyCacheParameterGroup", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteCacheParameterGroup", CacheParameterGroupName=r.physical_id)


@provides("AWS::ElastiCache::ReplicationGroup")
class ReplicationGroup(Provider):
    fixed = ("NumCacheClusters", "Port", "CacheSubnetGroupName", "AtRestEncryptionEnabled", "KmsKeyId", "Tags", "UserGroupIds")

    def create(self, r: Resource) -> str:
        identifier = r.name("ReplicationGroupId", 40, lower=True).lower()
        r.send(SERVICE, "CreateReplicationGroup", {**r.properties, "ReplicationGroupId": identifier})
        return identifier

    def update(self, r: Resource) -> None:
        params = {**r.without(*self.fixed), "ReplicationGroupId": r.physical_id}
        r.send(SERVICE, "ModifyReplicationGroup", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteReplicationGroup", ReplicationGroupId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "DescribeReplicationGroups", ReplicationGroupId=r.physical_id)
        [group] = found["ReplicationGroups"][0]["NodeGroups"]
        return {
            "PrimaryEndPoint.Address": group["PrimaryEndpoint"]["Address"],
            "PrimaryEndPoint.Port": str(group["PrimaryEndpoint"]["Port"]),
            "ReaderEndPoint.Address": group["ReaderEndpoint"]["Address"],
            "ReaderEndPoint.Port": str(group["ReaderEndpoint"]["Port"]),
        }


@provides("AWS::ElastiCache::User")
class User(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "CreateUser", r.properties)
        return r.properties["UserId"]

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteUser", UserId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        arn = f"arn:aws:elasticache:{r.region}:{r.account}:user:{r.physical_id}"
        return {"Arn": arn, "Status": "active"}


@provides("AWS::ElastiCache::UserGroup")
class UserGroup(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "CreateUserGroup", r.properties)
        return r.properties["UserGroupId"]

    def update(self, r: Resource) -> None:
        old, new = (set(it.get("UserIds", [])) for it in (r.previous, r.properties))
        params = {"UserGroupId": r.physical_id, "UserIdsToAdd": sorted(new - old)}
        r.send(SERVICE, "ModifyUserGroup", {**params, "UserIdsToRemove": sorted(old - new)})

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteUserGroup", UserGroupId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        arn = f"arn:aws:elasticache:{r.region}:{r.account}:usergroup:{r.physical_id}"
        return {"Arn": arn, "Status": "active"}
