"""IAM: roles, instance profiles and policies."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.tagging import as_list, tag_changes

SERVICE = "iam"


def _documents(policies: list[dict] | None) -> dict[str, dict]:
    return {it["PolicyName"]: it["PolicyDocument"] for it in policies or []}


@provides("AWS::IAM::Role")
class Role(Provider):
    def create(self, r: Resource) -> str:
        params = {**r.without("ManagedPolicyArns", "Policies"), "RoleName": r.name("RoleName", 64)}
        r.physical_id = params["RoleName"]
        r.send(SERVICE, "CreateRole", params)
        self._set_policies(r)
        return r.physical_id

    def _set_policies(self, r: Resource) -> None:
        role = {"RoleName": r.physical_id}
        before, after = (set(it.get("ManagedPolicyArns", [])) for it in (r.previous, r.properties))
        for arn in sorted(after - before):
            r.call(SERVICE, "AttachRolePolicy", **role, PolicyArn=arn)
        for arn in sorted(before - after):
            r.call(SERVICE, "DetachRolePolicy", **role, PolicyArn=arn)
        old, new = _documents(r.previous.get("Policies")), _documents(r.properties.get("Policies"))
        for name, document in new.items():
            params = {**role, "PolicyName": name, "PolicyDocument": document}
            r.send(SERVICE, "PutRolePolicy", params)
        for name in set(old) - set(new):
            r.call(SERVICE, "DeleteRolePolicy", **role, PolicyName=name)

    def update(self, r: Resource) -> None:
        role = {"RoleName": r.physical_id}
        document = {"PolicyDocument": r.properties["AssumeRolePolicyDocument"]}
        r.send(SERVICE, "UpdateAssumeRolePolicy", {**role, **document})
        r.send(SERVICE, "UpdateRole", {**role, **r.only("Description", "MaxSessionDuration")})
        self._set_policies(r)
        new, removed = tag_changes(r)
        if removed:
            r.call(SERVICE, "UntagRole", **role, TagKeys=removed)
        if new:
            r.call(SERVICE, "TagRole", **role, Tags=as_list(new))

    def delete(self, r: Resource) -> None:
        role = {"RoleName": r.physical_id}
        with ignore_missing("NoSuchEntity"):
            attached = r.call(SERVICE, "ListAttachedRolePolicies", **role)["AttachedPolicies"]
            for policy in attached:
                r.call(SERVICE, "DetachRolePolicy", **role, PolicyArn=policy["PolicyArn"])
            for name in r.call(SERVICE, "ListRolePolicies", **role)["PolicyNames"]:
                r.call(SERVICE, "DeleteRolePolicy", **role, PolicyName=name)
            r.call(SERVICE, "DeleteRole", **role)

    def attributes(self, r: Resource) -> dict:
        made = r.call(SERVICE, "GetRole", RoleName=r.physical_id)["Role"]
        return {"Arn": made["Arn"], "RoleId": made["RoleId"]}


@provides("AWS::IAM::InstanceProfile")
class InstanceProfile(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("InstanceProfileName", 128)
        params = {"InstanceProfileName": r.physical_id, **r.only("Path")}
        r.send(SERVICE, "CreateInstanceProfile", params)
        for role in r.properties["Roles"]:
            self._call(r, "AddRoleToInstanceProfile", role)
        return r.physical_id

    def _call(self, r: Resource, operation: str, role: str) -> None:
        r.call(SERVICE, operation, InstanceProfileName=r.physical_id, RoleName=role)

    def update(self, r: Resource) -> None:
        for role in r.previous["Roles"]:
            self._call(r, "RemoveRoleFromInstanceProfile", role)
        for role in r.properties["Roles"]:
            self._call(r, "AddRoleToInstanceProfile", role)

    def delete(self, r: Resource) -> None:
        for role in r.properties["Roles"]:
            with ignore_missing("NoSuchEntity"):
                self._call(r, "RemoveRoleFromInstanceProfile", role)
        r.call(SERVICE, "DeleteInstanceProfile", InstanceProfileName=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "GetInstanceProfile", InstanceProfileName=r.physical_id)
        return {"Arn": found["InstanceProfile"]["Arn"]}


@provides("AWS::IAM::ManagedPolicy")
class ManagedPolicy(Provider):
    def create(self, r: Resource) -> str:
        params = {
            "PolicyName": r.name("ManagedPolicyName", 128),
            **r.without("ManagedPolicyName", "Roles", "Users", "Groups"),
        }
        r.physical_id = r.send(SERVICE, "CreatePolicy", params)["Policy"]["Arn"]
        self._attach(r)
        return r.physical_id

    def _attach(self, r: Resource) -> None:
        if r.properties.get("Users") or r.properties.get("Groups"):
            raise ValueError("Users and Groups of a managed policy are not emulated")
        before, after = (set(it.get("Roles", [])) for it in (r.previous, r.properties))
        for role in sorted(after - before):
            r.call(SERVICE, "AttachRolePolicy", RoleName=role, PolicyArn=r.physical_id)
        for role in sorted(before - after):
            r.call(SERVICE, "DetachRolePolicy", RoleName=role, PolicyArn=r.physical_id)

    def update(self, r: Resource) -> None:
        if r.changed("PolicyDocument"):
            params = {"PolicyArn": r.physical_id, **r.only("PolicyDocument"), "SetAsDefault": True}
            versions = r.call(SERVICE, "ListPolicyVersions", PolicyArn=r.physical_id)["Versions"]
            r.send(SERVICE, "CreatePolicyVersion", params)
            for version in versions:
                self._delete_version(r, version["VersionId"])
        self._attach(r)

    def _delete_version(self, r: Resource, version: str) -> None:
        r.call(SERVICE, "DeletePolicyVersion", PolicyArn=r.physical_id, VersionId=version)

    def delete(self, r: Resource) -> None:
        for role in r.properties.get("Roles", []):
            with ignore_missing("NoSuchEntity"):
                r.call(SERVICE, "DetachRolePolicy", RoleName=role, PolicyArn=r.physical_id)
        r.call(SERVICE, "DeletePolicy", PolicyArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"PolicyArn": r.physical_id}


@provides("AWS::IAM::Policy", "AWS::IAM::RolePolicy")
class InlinePolicy(Provider):
    def _roles(self, properties: dict) -> list[str]:
        return properties.get("Roles") or [properties["RoleName"]]

    def create(self, r: Resource) -> str:
        r.physical_id = f"{r.stack_name}-{r.logical_id}"[:128]
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        for role in self._roles(r.properties):
            params = {"RoleName": role, **r.only("PolicyName", "PolicyDocument")}
            r.send(SERVICE, "PutRolePolicy", params)

    def delete(self, r: Resource) -> None:
        for role in self._roles(r.properties):
            with ignore_missing("NoSuchEntity"):
                name = r.properties["PolicyName"]
                r.call(SERVICE, "DeleteRolePolicy", RoleName=role, PolicyName=name)
