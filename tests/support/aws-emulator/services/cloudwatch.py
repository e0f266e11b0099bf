"""CloudWatch: alarms, whose states tell their topics, and dashboards."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list, tag_changes

SERVICE = "cloudwatch"


@provides("AWS::CloudWatch::Alarm")
class Alarm(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("AlarmName", 255)
        self._put(r)
        return r.physical_id

    def _put(self, r: Resource) -> None:
        tags = as_list(r.properties.get("Tags"))
        params = {**r.without("Tags"), "AlarmName": r.physical_id}
        r.send(SERVICE, "PutMetricAlarm", {**params, **({"Tags": tags} if tags else {})})

    def update(self, r: Resource) -> None:
        self._put(r)
        new, removed = tag_changes(r)
        arn = self.attributes(r)["Arn"]
        if removed:
            r.call(SERVICE, "UntagResource", ResourceARN=arn, TagKeys=removed)
        if new:
            r.call(SERVICE, "TagResource", ResourceARN=arn, Tags=as_list(new))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteAlarms", AlarmNames=[r.physical_id])

    def attributes(self, r: Resource) -> dict:
        return {"Arn": f"arn:aws:cloudwatch:{r.region}:{r.account}:alarm:{r.physical_id}"}


@provides("AWS::CloudWatch::CompositeAlarm")
class CompositeAlarm(Alarm):
    def _put(self, r: Resource) -> None:
        params = {**r.without("Tags"), "AlarmName": r.physical_id}
        r.send(SERVICE, "PutCompositeAlarm", params)

    def update(self, r: Resource) -> None:
        self._put(r)


@provides("AWS::CloudWatch::Dashboard")
class Dashboard(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("DashboardName", 255)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {"DashboardName": r.physical_id, "DashboardBody": r.properties["DashboardBody"]}
        r.send(SERVICE, "PutDashboard", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteDashboards", DashboardNames=[r.physical_id])
