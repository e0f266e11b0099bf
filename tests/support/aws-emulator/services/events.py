"""EventBridge rules and Scheduler's schedules. Neither fires by itself."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list


@provides("AWS::Events::Rule")
class Rule(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("Name", 64)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        tags = as_list(r.properties.get("Tags"))
        rule = {**r.without("Targets", "Tags"), "Name": r.physical_id}
        r.send("events", "PutRule", {**rule, **({"Tags": tags} if tags else {})})
        old, new = r.previous.get("Targets", []), r.properties.get("Targets", [])
        gone = [it["Id"] for it in old if it["Id"] not in {one["Id"] for one in new}]
        bus = r.only("EventBusName")
        if gone:
            r.call("events", "RemoveTargets", Rule=r.physical_id, Ids=gone, **bus)
        if new:
            r.send("events", "PutTargets", {"Rule": r.physical_id, "Targets": new, **bus})

    def delete(self, r: Resource) -> None:
        bus = r.only("EventBusName")
        ids = [it["Id"] for it in r.properties.get("Targets", [])]
        if ids:
            r.call("events", "RemoveTargets", Rule=r.physical_id, Ids=ids, **bus)
        r.call("events", "DeleteRule", Name=r.physical_id, **bus)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": r.call("events", "DescribeRule", Name=r.physical_id, **r.only("EventBusName"))["Arn"]}


@provides("AWS::Scheduler::Schedule")
class Schedule(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("Name", 64)
        r.send("scheduler", "CreateSchedule", {**r.properties, "Name": r.physical_id})
        return r.physical_id

    def update(self, r: Resource) -> None:
        r.send("scheduler", "UpdateSchedule", {**r.properties, "Name": r.physical_id})

    def delete(self, r: Resource) -> None:
        r.call("scheduler", "DeleteSchedule", Name=r.physical_id, **r.only("GroupName"))

    def attributes(self, r: Resource) -> dict:
        found = r.call("scheduler", "GetSchedule", Name=r.physical_id, **r.only("GroupName"))
        return {"Arn": found["Arn"]}


@provides("AWS::Scheduler::ScheduleGroup")
class ScheduleGroup(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("Name", 64)
        tags = as_list(r.properties.get("Tags"))
        params = {"Name": r.physical_id, **({"Tags": tags} if tags else {})}
        r.call("scheduler", "CreateScheduleGroup", **params)
        return r.physical_id

    def delete(self, r: Resource) -> None:
        r.call("scheduler", "DeleteScheduleGroup", Name=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": r.call("scheduler", "GetScheduleGroup", Name=r.physical_id)["Arn"]}
