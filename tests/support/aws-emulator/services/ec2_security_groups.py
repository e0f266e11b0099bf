"""EC2: security groups and their rules."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.ec2_support import SERVICE, tag

ANY = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
PEERS = {
    "CidrIp": ("IpRanges", "CidrIp"),
    "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
    "DestinationPrefixListId": ("PrefixListIds", "PrefixListId"),
    "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}
PLAIN = ("IpProtocol", "FromPort", "ToPort")
KNOWN = {*PLAIN, *PEERS, "Description", "GroupId", "SourceSecurityGroupOwnerId"}


def permission(rule: dict) -> dict:
    """One rule of a template as EC2's API wants it."""
    unknown = set(rule) - KNOWN
    if unknown:
        raise ValueError(f"rule with {', '.join(unknown)} is not emulated")
    result = {name: rule[name] for name in PLAIN if name in rule}
    result["IpProtocol"] = str(rule["IpProtocol"])
    for name, (list_name, key) in PEERS.items():
        if name in rule:
            peer = {key: rule[name]}
            if "Description" in rule:
                peer["Description"] = rule["Description"]
            result[list_name] = [peer]
    return result


def _send(r: Resource, operation: str, group: str, rules: list[dict]) -> None:
    if rules:
        r.send(SERVICE, operation, {"GroupId": group, "IpPermissions": rules})


def _without_description(rule: dict) -> dict:
    return {key: value for key, value in rule.items() if key != "Description"}


@provides("AWS::EC2::SecurityGroup")
class SecurityGroup(Provider):
    def create(self, r: Resource) -> str:
        params = {
            "GroupName": r.name("GroupName", 255),
            "Description": r.properties["GroupDescription"],
            **r.only("VpcId"),
        }
        r.physical_id = r.send(SERVICE, "CreateSecurityGroup", params)["GroupId"]
        tag(r, r.physical_id)
        if r.properties.get("SecurityGroupEgress"):
            # Rules of its own take the place of the one that lets everything out.
            _send(r, "RevokeSecurityGroupEgress", r.physical_id, [ANY])
        self._change(r, {}, r.properties)
        return r.physical_id

    def update(self, r: Resource) -> None:
        had, has = r.previous.get("SecurityGroupEgress"), r.properties.get("SecurityGroupEgress")
        if has and not had:
            _send(r, "RevokeSecurityGroupEgress", r.physical_id, [ANY])
        self._change(r, r.previous, r.properties)
        if had and not has:
            _send(r, "AuthorizeSecurityGroupEgress", r.physical_id, [ANY])
        tag(r, r.physical_id)

    def _change(self, r: Resource, before: dict, after: dict) -> None:
        for direction in ("Ingress", "Egress"):
            name = f"SecurityGroup{direction}"
            old, new = before.get(name, []), after.get(name, [])
            gone = [permission(_without_description(it)) for it in old if it not in new]
            come = [permission(it) for it in new if it not in old]
            _send(r, f"RevokeSecurityGroup{direction}", r.physical_id, gone)
            _send(r, f"AuthorizeSecurityGroup{direction}", r.physical_id, come)

    def delete(self, r: Resource) -> None:
        with ignore_missing("InvalidGroup.NotFound"):
            r.call(SERVICE, "DeleteSecurityGroup", GroupId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        vpc = {"VpcId": r.properties["VpcId"]} if "VpcId" in r.properties else {}
        return {"GroupId": r.physical_id, "Id": r.physical_id, **vpc}


class _Rule(Provider):
    direction = ""

    def create(self, r: Resource) -> str:
        group = r.properties["GroupId"]
        operation = f"AuthorizeSecurityGroup{self.direction}"
        params = {"GroupId": group, "IpPermissions": [permission(r.properties)]}
        made = r.send(SERVICE, operation, params).get("SecurityGroupRules", [])
        return made[0]["SecurityGroupRuleId"] if made else f"{group}|{r.logical_id}"

    def update(self, r: Resource) -> None:
        rules = [permission(r.properties)]
        operation = f"UpdateSecurityGroupRuleDescriptions{self.direction}"
        params = {"GroupId": r.properties["GroupId"], "IpPermissions": rules}
        r.send(SERVICE, operation, params)

    def delete(self, r: Resource) -> None:
        rules = [permission(_without_description(r.properties))]
        with ignore_missing("InvalidGroup.NotFound", "InvalidPermission.NotFound"):
            _send(r, f"RevokeSecurityGroup{self.direction}", r.properties["GroupId"], rules)

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id}


@provides("AWS::EC2::SecurityGroupIngress")
class Ingress(_Rule):
    direction = "Ingress"


@provides("AWS::EC2::SecurityGroupEgress")
class Egress(_Rule):
    direction = "Egress"
