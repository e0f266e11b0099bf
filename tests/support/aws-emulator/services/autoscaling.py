"""Auto Scaling: groups, their policies, scheduled actions and hooks."""

from moto.autoscaling.models import autoscaling_backends

from cloudformation.provider import Provider, Resource, provides

SERVICE = "autoscaling"
RENAMED = {"Cooldown": "DefaultCooldown"}
SEPARATE = ("MetricsCollection", "NotificationConfigurations", "Tags", "AutoScalingGroupName", "VPCZoneIdentifier")


def _params(r: Resource) -> dict:
    params = {RENAMED.get(key, key): value for key, value in r.without(*SEPARATE).items()}
    params["AutoScalingGroupName"] = r.physical_id
    if "VPCZoneIdentifier" in r.properties:
        params["VPCZoneIdentifier"] = ",".join(r.properties["VPCZoneIdentifier"])
    return params


def _tags(r: Resource) -> list[dict]:
    group = {"ResourceId": r.physical_id, "ResourceType": "auto-scaling-group"}
    return [{**tag, **group} for tag in r.properties.get("Tags", [])]


@provides("AWS::AutoScaling::AutoScalingGroup")
class AutoScalingGroup(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("AutoScalingGroupName", 255)
        r.send(SERVICE, "CreateAutoScalingGroup", {**_params(r), "Tags": _tags(r)})
        self._set_separate(r)
        return r.physical_id

    def _set_separate(self, r: Resource) -> None:
        for metrics in r.properties.get("MetricsCollection", []):
            params = {"AutoScalingGroupName": r.physical_id, **metrics}
            r.send(SERVICE, "EnableMetricsCollection", params)
        for notification in r.properties.get("NotificationConfigurations", []):
            params = {"AutoScalingGroupName": r.physical_id, **notification}
            r.send(SERVICE, "PutNotificationConfiguration", params)

    def update(self, r: Resource) -> None:
        changed = {**_params(r)}
        groups = r.previous.get("TargetGroupARNs", []), changed.pop("TargetGroupARNs", [])
        r.send(SERVICE, "UpdateAutoScalingGroup", changed)
        self._set_mixed_instances(r)
        self._attach(r, *groups)
        if _tags(r):
            r.send(SERVICE, "CreateOrUpdateTags", {"Tags": _tags(r)})
        self._set_separate(r)

    def _set_mixed_instances(self, r: Resource) -> None:
        policy = r.properties.get("MixedInstancesPolicy")
        if policy:
            # moto's own operation forgets them.
            group = autoscaling_backends[r.account][r.region].autoscaling_groups[r.physical_id]
            group.mixed_instances_policy = policy
            group._set_launch_configuration("", {}, policy)

    def _attach(self, r: Resource, old: list[str], new: list[str]) -> None:
        for operation, arns in (
            ("AttachLoadBalancerTargetGroups", [it for it in new if it not in old]),
            ("DetachLoadBalancerTargetGroups", [it for it in old if it not in new]),
        ):
            if arns:
                r.call(SERVICE, operation, AutoScalingGroupName=r.physical_id, TargetGroupARNs=arns)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteAutoScalingGroup", AutoScalingGroupName=r.physical_id, ForceDelete=True)


@provides("AWS::AutoScaling::ScalingPolicy")
class ScalingPolicy(Provider):
    def create(self, r: Resource) -> str:
        r.attributes = {"PolicyName": f"{r.stack_name}-{r.logical_id}"}
        return self._put(r)

    def _put(self, r: Resource) -> str:
        params = {**r.properties, "PolicyName": r.attributes["PolicyName"]}
        r.attributes["Arn"] = r.send(SERVICE, "PutScalingPolicy", params)["PolicyARN"]
        return r.attributes["Arn"]

    def update(self, r: Resource) -> None:
        self._put(r)

    def delete(self, r: Resource) -> None:
        name = {"AutoScalingGroupName": r.properties["AutoScalingGroupName"]}
        r.call(SERVICE, "DeletePolicy", PolicyName=r.attributes["PolicyName"], **name)

    def attributes(self, r: Resource) -> dict:
        return r.attributes


@provides("AWS::AutoScaling::ScheduledAction")
class ScheduledAction(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = f"{r.stack_name}-{r.logical_id}"
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {**r.properties, "ScheduledActionName": r.physical_id}
        r.send(SERVICE, "PutScheduledUpdateGroupAction", params)

    def delete(self, r: Resource) -> None:
        group = r.properties["AutoScalingGroupName"]
        params = {"AutoScalingGroupName": group, "ScheduledActionName": r.physical_id}
        r.call(SERVICE, "DeleteScheduledAction", **params)

    def attributes(self, r: Resource) -> dict:
        return {"ScheduledActionName": r.physical_id}


@provides("AWS::AutoScaling::LifecycleHook")
class LifecycleHook(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("LifecycleHookName", 255)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {**r.properties, "LifecycleHookName": r.physical_id}
        r.send(SERVICE, "PutLifecycleHook", params)

    def delete(self, r: Resource) -> None:
        group = r.properties["AutoScalingGroupName"]
        params = {"AutoScalingGroupName": group, "LifecycleHookName": r.physical_id}
        r.call(SERVICE, "DeleteLifecycleHook", **params)
