"""CloudWatch Logs: metrics embedded in log lines, which CloudWatch takes out of them."""

import json
from datetime import UTC, datetime

from moto.logs.models import LogsBackend

from aws.call import call


def _parse(message: str) -> dict:
    if '"_aws"' not in message:
        return {}
    try:
        line = json.loads(message)
    except ValueError:
        return {}
    return line if isinstance(line, dict) else {}


def _data(line: dict, directive: dict, at: datetime) -> list[dict]:
    return [
        {
            "MetricName": metric["Name"],
            "Dimensions": [{"Name": name, "Value": str(line[name])} for name in names],
            "Timestamp": at,
            "Values": line[metric["Name"]] if isinstance(line[metric["Name"]], list) else [line[metric["Name"]]],
            "Unit": metric.get("Unit", "None"),
        }
        for names in directive["Dimensions"]
        for metric in directive["Metrics"]
    ]


def _put(line: dict) -> None:
    about = line.get("_aws", {})
    for directive in about.get("CloudWatchMetrics", []):
        at = datetime.fromtimestamp(about["Timestamp"] / 1000, UTC)
        data = _data(line, directive, at)
        call("cloudwatch", "PutMetricData", {"Namespace": directive["Namespace"], "MetricData": data})


def install() -> None:
    put_only = LogsBackend.put_log_events

    def put_and_count(self, log_group_name, log_stream_name, log_events):
        result = put_only(self, log_group_name, log_stream_name, log_events)
        for event in log_events:
            _put(_parse(event["message"]))
        return result

    LogsBackend.put_log_events = put_and_count
