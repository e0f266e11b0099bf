"""CloudWatch: Contributor Insights rules, kept but never evaluated."""

from cloudformation.provider import Provider, Resource, provides
from own.registry import operation

SERVICE = "cloudwatch"

_rules: dict[str, dict] = {}


@operation(SERVICE, "PutInsightRule")
def put(params: dict) -> dict:
    schema = {"Name": "CloudWatchLogRule", "Version": 1}
    _rules[params["RuleName"]] = {
        "Name": params["RuleName"],
        "State": params.get("RuleState", "ENABLED"),
        "Schema": str(schema),
        "Definition": params["RuleDefinition"],
    }
    return {}


@operation(SERVICE, "DescribeInsightRules")
def describe(_params: dict) -> dict:
    return {"InsightRules": list(_rules.values())}


@operation(SERVICE, "DeleteInsightRules")
def delete(params: dict) -> dict:
    for name in params["RuleNames"]:
        _rules.pop(name, None)
    return {"Failures": []}


@provides("AWS::CloudWatch::InsightRule")
class InsightRule(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return r.properties["RuleName"]

    def update(self, r: Resource) -> None:
        definition = {"RuleDefinition": r.properties["RuleBody"]}
        r.send(SERVICE, "PutInsightRule", {**r.without("RuleBody"), **definition})

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteInsightRules", RuleNames=[r.physical_id])

    def attributes(self, r: Resource) -> dict:
        arn = f"arn:aws:cloudwatch:{r.region}:{r.account}:insight-rule/{r.physical_id}"
        return {"Arn": arn, "RuleName": r.physical_id}
