"""Elastic Load Balancing: load balancers, listeners, rules, target groups."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.tagging import as_list, tag_changes

SERVICE = "elbv2"
# Of us-east-1, for alias records.
HOSTED_ZONE = "Z35SXDOTRQ7X7K"


def _tag(r: Resource) -> None:
    new, removed = tag_changes(r)
    if removed:
        r.call(SERVICE, "RemoveTags", ResourceArns=[r.physical_id], TagKeys=removed)
    if new:
        r.call(SERVICE, "AddTags", ResourceArns=[r.physical_id], Tags=as_list(new))


@provides("AWS::ElasticLoadBalancingV2::LoadBalancer")
class LoadBalancer(Provider):
    def create(self, r: Resource) -> str:
        params = {**r.without("LoadBalancerAttributes"), "Name": r.name("Name", 32)}
        made = r.send(SERVICE, "CreateLoadBalancer", params)["LoadBalancers"][0]
        r.physical_id = made["LoadBalancerArn"]
        self._set_attributes(r)
        return r.physical_id

    def _set_attributes(self, r: Resource) -> None:
        if r.properties.get("LoadBalancerAttributes"):
            params = {"LoadBalancerArn": r.physical_id, "Attributes": r.properties["LoadBalancerAttributes"]}
            r.send(SERVICE, "ModifyLoadBalancerAttributes", params)

    def update(self, r: Resource) -> None:
        arn = {"LoadBalancerArn": r.physical_id}
        for name, operation in (
            ("SecurityGroups", "SetSecurityGroups"),
            ("Subnets", "SetSubnets"),
            ("IpAddressType", "SetIpAddressType"),
        ):
            if r.changed(name):
                r.send(SERVICE, operation, {**arn, **r.only(name)})
        self._set_attributes(r)
        _tag(r)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteLoadBalancer", LoadBalancerArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "DescribeLoadBalancers", LoadBalancerArns=[r.physical_id])
        [made] = found["LoadBalancers"]
        return {
            "LoadBalancerArn": r.physical_id,
            "LoadBalancerName": made["LoadBalancerName"],
            "LoadBalancerFullName": r.physical_id.split(":loadbalancer/")[1],
            "DNSName": made["DNSName"],
            "SecurityGroups": made.get("SecurityGroups", []),
            "CanonicalHostedZoneID": HOSTED_ZONE,
        }


@provides("AWS::ElasticLoadBalancingV2::TargetGroup")
class TargetGroup(Provider):
    def create(self, r: Resource) -> str:
        params = {**r.without("TargetGroupAttributes", "Targets"), "Name": r.name("Name", 32)}
        made = r.send(SERVICE, "CreateTargetGroup", params)["TargetGroups"][0]
        r.physical_id = made["TargetGroupArn"]
        self._set_attributes(r)
        if r.properties.get("Targets"):
            params = {"TargetGroupArn": r.physical_id, "Targets": r.properties["Targets"]}
            r.send(SERVICE, "RegisterTargets", params)
        return r.physical_id

    def _set_attributes(self, r: Resource) -> None:
        if r.properties.get("TargetGroupAttributes"):
            params = {"TargetGroupArn": r.physical_id, "Attributes": r.properties["TargetGroupAttributes"]}
            r.send(SERVICE, "ModifyTargetGroupAttributes", params)

    def update(self, r: Resource) -> None:
        health = {k: v for k, v in r.properties.items() if k.startswith("Health") or k.endswith("ThresholdCount") or k == "Matcher"}
        r.send(SERVICE, "ModifyTargetGroup", {"TargetGroupArn": r.physical_id, **health})
        self._set_attributes(r)
        _tag(r)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteTargetGroup", TargetGroupArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        [made] = r.call(SERVICE, "DescribeTargetGroups", TargetGroupArns=[r.physical_id])["TargetGroups"]
        return {
            "TargetGroupArn": r.physical_id,
            "TargetGroupName": made["TargetGroupName"],
            "TargetGroupFullName": r.physical_id.split(":")[-1],
            "LoadBalancerArns": made.get("LoadBalancerArns", []),
        }


@provides("AWS::ElasticLoadBalancingV2::Listener")
class Listener(Provider):
    def create(self, r: Resource) -> str:
        params = r.without("ListenerAttributes")
        r.physical_id = r.send(SERVICE, "CreateListener", params)["Listeners"][0]["ListenerArn"]
        self._set_attributes(r)
        return r.physical_id

    def _set_attributes(self, r: Resource) -> None:
        if r.properties.get("ListenerAttributes"):
            params = {"ListenerArn": r.physical_id, "Attributes": r.properties["ListenerAttributes"]}
            r.send(SERVICE, "ModifyListenerAttributes", params)

    def update(self, r: Resource) -> None:
        params = r.without("LoadBalancerArn", "ListenerAttributes", "Tags")
        r.send(SERVICE, "ModifyListener", {"ListenerArn": r.physical_id, **params})
        self._set_attributes(r)

    def delete(self, r: Resource) -> None:
        with ignore_missing("ListenerNotFound", "LoadBalancerNotFound"):
            r.call(SERVICE, "DeleteListener", ListenerArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"ListenerArn": r.physical_id}


@provides("AWS::ElasticLoadBalancingV2::ListenerRule")
class ListenerRule(Provider):
    def create(self, r: Resource) -> str:
        return r.send(SERVICE, "CreateRule", r.properties)["Rules"][0]["RuleArn"]

    def update(self, r: Resource) -> None:
        arn = {"RuleArn": r.physical_id}
        r.send(SERVICE, "ModifyRule", {**arn, **r.only("Actions", "Conditions")})
        if r.changed("Priority"):
            r.send(SERVICE, "SetRulePriorities", {"RulePriorities": [{**arn, **r.only("Priority")}]})

    def delete(self, r: Resource) -> None:
        with ignore_missing("RuleNotFound"):
            r.call(SERVICE, "DeleteRule", RuleArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"RuleArn": r.physical_id, "IsDefault": "false"}
