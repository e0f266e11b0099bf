"""SetAlarmState tells the alarm's topics, as CloudWatch does when an alarm changes."""

import json
from datetime import UTC, datetime

from moto.cloudwatch.models import CloudWatchBackend

from aws.call import AwsError, call
from functions.asynchronous import invoke_asynchronously

REGION_NAMES = {"us-east-1": "US East (N. Virginia)"}


def _dimensions(dimensions) -> list[dict]:
    return [{"value": it.value, "name": it.name} for it in dimensions]


def _number(value) -> float:
    return float(value or 0)


def _metric(query) -> dict:
    stat = query.metric_stat
    result = {"Id": query.id, "ReturnData": str(query.return_data).lower() != "false"}
    if query.label:
        result["Label"] = query.label
    if query.expression:
        result["Expression"] = query.expression
    if stat:
        metric = stat.metric
        result["MetricStat"] = {
            "Metric": {
                "Dimensions": _dimensions(metric.dimensions or []),
                "MetricName": metric.metric_name,
                "Namespace": metric.namespace,
            },
            "Period": int(stat.period),
            "Stat": stat.stat,
        }
    return result


def _trigger(alarm) -> dict:
    common = {
        "Period": int(alarm.period or 60),
        "EvaluationPeriods": int(alarm.evaluation_periods),
        "DatapointsToAlarm": int(alarm.datapoints_to_alarm or alarm.evaluation_periods),
        "ComparisonOperator": alarm.comparison_operator,
        "Threshold": _number(alarm.threshold),
        "TreatMissingData": alarm.treat_missing_data or "missing",
        "EvaluateLowSampleCountPercentile": alarm.evaluate_low_sample_count_percentile or "",
    }
    if alarm.metric_data_queries:
        return {**common, "Metrics": [_metric(it) for it in alarm.metric_data_queries]}
    extended = {"StatisticType": "ExtendedStatistic", "ExtendedStatistic": alarm.extended_statistic}
    plain = {"StatisticType": "Statistic", "Statistic": (alarm.statistic or "").upper()}
    return {
        "MetricName": alarm.metric_name,
        "Namespace": alarm.namespace,
        **(extended if alarm.extended_statistic else plain),
        "Unit": alarm.unit,
        "Dimensions": _dimensions(alarm.dimensions),
        **common,
    }


def _message(alarm, account: str, before: str) -> dict:
    actions = {
        "OKActions": alarm.ok_actions or [],
        "AlarmActions": alarm.alarm_actions or [],
        "InsufficientDataActions": alarm.insufficient_data_actions or [],
    }
    message = {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": account,
        "AlarmConfigurationUpdatedTimestamp": alarm.configuration_updated_timestamp,
        "NewStateValue": alarm.state_value,
        "NewStateReason": alarm.state_reason,
        "StateChangeTime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000",
        "Region": REGION_NAMES.get(alarm.region_name, alarm.region_name),
        "AlarmArn": alarm.alarm_arn,
        "OldStateValue": before,
        **actions,
    }
    if alarm.rule:
        return {**message, "AlarmRule": alarm.rule, "TriggeringChildren": []}
    return {**message, "Trigger": _trigger(alarm)}


def notify(alarm, account: str, before: str) -> None:
    """Tells every action of the alarm's new state; AWS tells nobody whom it cannot reach."""
    actions = {
        "ALARM": alarm.alarm_actions,
        "OK": alarm.ok_actions,
        "INSUFFICIENT_DATA": alarm.insufficient_data_actions,
    }[alarm.state_value]
    message = _message(alarm, account, before)
    for arn in actions or []:
        if ":sns:" in arn:
            region = message["Region"]
            subject = f'{alarm.state_value}: "{alarm.name}" in {region}'[:100]
            try:
                call("sns", "Publish", {"TopicArn": arn, "Subject": subject, "Message": json.dumps(message)})
            except AwsError:
                continue
        elif ":lambda:" in arn:
            invoke_asynchronously(arn, {"source": "aws.cloudwatch", "alarmArn": alarm.alarm_arn, "alarmData": message})


def install() -> None:
    set_only = CloudWatchBackend.set_alarm_state

    def set_and_tell(self, alarm_name: str, reason: str, reason_data: str, state_value: str) -> None:
        alarm = self.alarms.get(alarm_name)
        before = alarm.state_value if alarm else ""
        set_only(self, alarm_name, reason, reason_data, state_value)
        enabled = alarm and str(alarm.actions_enabled).lower() != "false"
        if enabled and before != state_value:
            notify(alarm, self.account_id, before)

    CloudWatchBackend.set_alarm_state = set_and_tell
