"""CloudWatch: composite alarms, and states that outlive a change of the alarm."""

from moto.cloudwatch.models import CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse

KEPT = ("state_value", "state_reason", "state_reason_data", "state_updated_timestamp", "history")


def install() -> None:
    put_only = CloudWatchBackend.put_metric_alarm

    def put(self, *args, **kwargs):
        before = self.alarms.get(kwargs["name"])
        alarm = put_only(self, *args, **kwargs)
        alarm.state_value = "INSUFFICIENT_DATA"
        if before:
            for name in KEPT:
                setattr(alarm, name, getattr(before, name))
        return alarm

    CloudWatchBackend.put_metric_alarm = put
    # Descriptions and rules may hold what XML would read as its own.
    CloudWatchResponse.should_autoescape = property(lambda _self: True)
    # moto's own method reads AlarmRule too.
    CloudWatchResponse.put_composite_alarm = CloudWatchResponse.put_metric_alarm
