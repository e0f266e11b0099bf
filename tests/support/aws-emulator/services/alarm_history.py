"""CloudWatch: DescribeAlarmHistory, of changes of state, from what moto remembers of its alarms."""

import json
from datetime import UTC, datetime

from moto.cloudwatch.models import cloudwatch_backends

from aws.call import ACCOUNT, REGION
from own.registry import operation

MOST = 100


def _time(value) -> datetime:
    time = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _state(entry: tuple) -> dict:
    _kind, reason, _data, value, _since = entry
    return {"stateValue": value, "stateReason": reason}


def _item(alarm, before: tuple, after: tuple) -> dict:
    old, new = _state(before), _state(after)
    summary = f"Alarm updated from {old['stateValue']} to {new['stateValue']}"
    return {
        "AlarmName": alarm.name,
        "AlarmType": "CompositeAlarm" if alarm.rule else "MetricAlarm",
        "Timestamp": _time(after[4]),
        "HistoryItemType": "StateUpdate",
        "HistorySummary": summary,
        "HistoryData": json.dumps({"version": "1.0", "oldState": old, "newState": new}),
    }


def _items(alarm) -> list[dict]:
    now = (
        "StateUpdate",
        alarm.state_reason,
        alarm.state_reason_data,
        alarm.state_value,
        alarm.state_updated_timestamp,
    )
    states = [*alarm.history, now]
    pairs = zip(states, states[1:])
    return [_item(alarm, old, new) for old, new in pairs if old[3] != new[3]]


@operation("cloudwatch", "DescribeAlarmHistory")
def describe(params: dict) -> dict:
    if params.get("HistoryItemType", "StateUpdate") != "StateUpdate":
        return {"AlarmHistoryItems": []}
    alarms = cloudwatch_backends[ACCOUNT][REGION].alarms.values()
    name = params.get("AlarmName")
    items = [it for alarm in alarms if name in (None, alarm.name) for it in _items(alarm)]
    if "StartDate" in params:
        items = [it for it in items if it["Timestamp"] >= _time(params["StartDate"])]
    if "EndDate" in params:
        items = [it for it in items if it["Timestamp"] <= _time(params["EndDate"])]
    newest_first = params.get("ScanBy", "TimestampDescending") == "TimestampDescending"
    items.sort(key=lambda it: it["Timestamp"], reverse=newest_first)
    start = int(params.get("NextToken", 0))
    end = start + int(params.get("MaxRecords", MOST))
    more = {"NextToken": str(end)} if end < len(items) else {}
    return {"AlarmHistoryItems": items[start:end], **more}
