"""EventBridge: events that somebody puts reach functions, in the form that those expect."""

import copy
from datetime import UTC, datetime

from moto.core.exceptions import JsonRESTError
from moto.events.models import UNDEFINED, EventPattern, Rule

from functions.asynchronous import invoke_asynchronously
from services.undelivered import keep


def _as_delivered(event: dict) -> dict:
    time = datetime.fromtimestamp(float(event["time"]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {**{key: value for key, value in event.items() if key != "ingestion-time"}, "time": time}


def _invoke(target: dict, event: dict) -> None:
    changed = {"Input", "InputPath", "InputTransformer"} & target.keys()
    if changed:
        raise NotImplementedError(f"{changed} of a function as a target")
    try:
        invoke_asynchronously(target["Arn"], _as_delivered(event))
    except JsonRESTError as error:
        keep(target.get("DeadLetterConfig", {}).get("Arn"), _as_delivered(event), error)


def _matches(self, item, filters: list) -> bool:
    """One of the values, of which a field may have several, is one that the pattern names."""
    values = item if isinstance(item, list) and item else [item]
    return any(_matches_one(self, value, it) for value in values for it in filters)


def _matches_one(self, value, wanted) -> bool:
    if not isinstance(wanted, dict):
        return value == wanted
    if value is UNDEFINED and "exists" not in wanted:
        return False
    return self._does_item_match_named_filter(value, wanted)


def install() -> None:
    send_to_others = Rule.send_to_targets

    def send(self, original_event, transform_input=True):
        if self.state != "ENABLED" or not self.event_pattern.matches_event(original_event):
            return
        functions = [it for it in self.targets if ":lambda:" in it["Arn"]]
        for target in functions:
            _invoke(target, original_event)
        others = copy.copy(self)
        others.targets = [it for it in self.targets if it not in functions]
        send_to_others(others, original_event, transform_input)

    match_nested = EventPattern._does_event_match

    def match(self, event, pattern) -> bool:
        return isinstance(event, dict) and match_nested(self, event, pattern)

    Rule.send_to_targets = send
    EventPattern._does_event_match = match
    EventPattern._does_item_match_filters = _matches
