"""CloudTrail: trails."""

from cloudformation.provider import Provider, Resource, provides

SERVICE = "cloudtrail"
SEPARATE = ("TrailName", "IsLogging", "EventSelectors", "AdvancedEventSelectors", "InsightSelectors")


@provides("AWS::CloudTrail::Trail")
class Trail(Provider):
    def create(self, r: Resource) -> str:
        tags = {"TagsList": r.properties["Tags"]} if "Tags" in r.properties else {}
        name = r.name("TrailName", 128)
        r.send(SERVICE, "CreateTrail", {**r.without(*SEPARATE, "Tags"), **tags, "Name": name})
        r.physical_id = name
        self._set_separate(r)
        return name

    def _set_separate(self, r: Resource) -> None:
        trail = {"TrailName": r.physical_id}
        selectors = r.only("EventSelectors", "AdvancedEventSelectors")
        if selectors:
            r.send(SERVICE, "PutEventSelectors", {**trail, **selectors})
        if "InsightSelectors" in r.properties:
            r.send(SERVICE, "PutInsightSelectors", {**trail, **r.only("InsightSelectors")})
        logging = str(r.properties["IsLogging"]).lower() == "true"
        r.call(SERVICE, "StartLogging" if logging else "StopLogging", Name=r.physical_id)

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "UpdateTrail", {**r.without(*SEPARATE, "Tags"), "Name": r.physical_id})
        self._set_separate(r)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteTrail", Name=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": r.call(SERVICE, "GetTrail", Name=r.physical_id)["Trail"]["TrailARN"]}
