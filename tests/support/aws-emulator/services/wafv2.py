"""WAF: access control lists, where they guard, and where they log."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.tagging import as_list

SERVICE = "wafv2"


class _Scoped(Provider):
    """What is found by name, id and scope, and changed under a lock token."""

    kind = ""

    def _key(self, r: Resource) -> dict:
        name, identifier, scope = r.physical_id.split("|")
        return {"Name": name, "Id": identifier, "Scope": scope}

    def _locked(self, r: Resource) -> dict:
        key = self._key(r)
        return {**key, "LockToken": r.call(SERVICE, f"Get{self.kind}", **key)["LockToken"]}

    def create(self, r: Resource) -> str:
        tags = as_list(r.properties.get("Tags"))
        params = {**r.without("Tags"), "Name": r.name("Name", 128)}
        made = r.send(SERVICE, f"Create{self.kind}", {**params, **({"Tags": tags} if tags else {})})
        summary = made["Summary"]
        return f"{summary['Name']}|{summary['Id']}|{r.properties['Scope']}"

    def update(self, r: Resource) -> None:
        r.send(SERVICE, f"Update{self.kind}", {**r.without("Tags", "Capacity"), **self._locked(r)})

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, f"Delete{self.kind}", **self._locked(r))

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, f"Get{self.kind}", **self._key(r))[self.kind]
        known = {name: found[name] for name in ("LabelNamespace", "Capacity") if name in found}
        return {"Arn": found["ARN"], "Id": found["Id"], **known}


@provides("AWS::WAFv2::WebACL")
class WebAcl(_Scoped):
    kind = "WebACL"


@provides("AWS::WAFv2::IPSet")
class IpSet(_Scoped):
    kind = "IPSet"


@provides("AWS::WAFv2::RuleGroup")
class RuleGroup(_Scoped):
    kind = "RuleGroup"


@provides("AWS::WAFv2::WebACLAssociation")
class WebAclAssociation(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "AssociateWebACL", r.properties)
        return f"{r.properties['WebACLArn']}|{r.properties['ResourceArn']}"

    def delete(self, r: Resource) -> None:
        with ignore_missing("WAFNonexistentItemException"):
            r.call(SERVICE, "DisassociateWebACL", ResourceArn=r.properties["ResourceArn"])


@provides("AWS::WAFv2::LoggingConfiguration")
class LoggingConfiguration(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return r.properties["ResourceArn"]

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "PutLoggingConfiguration", {"LoggingConfiguration": r.properties})

    def delete(self, r: Resource) -> None:
        with ignore_missing("WAFNonexistentItemException"):
            r.call(SERVICE, "DeleteLoggingConfiguration", ResourceArn=r.physical_id)
