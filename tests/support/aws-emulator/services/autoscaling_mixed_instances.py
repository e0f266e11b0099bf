"""Auto Scaling: moto forgets a group's mixed instances when the group is updated."""

from moto.autoscaling.models import FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse

_update_group = AutoScalingResponse.update_auto_scaling_group


def _update(self: AutoScalingResponse) -> str:
    answer = _update_group(self)
    params = self._get_params()
    group = self.autoscaling_backend.autoscaling_groups[params["AutoScalingGroupName"]]
    if policy := params.get("MixedInstancesPolicy"):
        _use_mixed_instances(group, policy)
    return answer


def _use_mixed_instances(group: FakeAutoScalingGroup, policy: dict) -> None:
    group._set_launch_configuration(None, None, policy)
    group.mixed_instances_policy = policy


def install() -> None:
    AutoScalingResponse.update_auto_scaling_group = _update
