"""Auto Scaling: instance refreshes, which go on by being looked at. No instance is replaced."""

from datetime import UTC, datetime
from uuid import uuid4

from moto.autoscaling.models import autoscaling_backends

from aws.call import ACCOUNT, REGION
from own.registry import OwnError, operation

SERVICE = "autoscaling"
# What each further look finds, by what the one before has found.
PROGRESS = {
    "Pending": ("InProgress", 0),
    "InProgress": ("InProgress", 50),
    "Cancelling": ("Cancelled", 50),
    "RollbackInProgress": ("RollbackSuccessful", 100),
}
_refreshes: dict[str, list[dict]] = {}


def _refreshes_of(params: dict) -> list[dict]:
    name = params["AutoScalingGroupName"]
    if name not in autoscaling_backends[ACCOUNT][REGION].autoscaling_groups:
        raise OwnError("ValidationError", f"AutoScalingGroup name not found - {name}")
    return _refreshes.setdefault(name, [])


def _is_active(refresh: dict) -> bool:
    return refresh["Status"] in PROGRESS


def _go_on(refresh: dict) -> None:
    if refresh["Status"] == "InProgress" and refresh["PercentageComplete"] > 0:
        status, percentage = "Successful", 100
    else:
        status, percentage = PROGRESS[refresh["Status"]]
    refresh.update(Status=status, PercentageComplete=percentage)
    if not _is_active(refresh):
        refresh.update(EndTime=datetime.now(UTC), InstancesToUpdate=0)


@operation(SERVICE, "StartInstanceRefresh")
def start(params: dict) -> dict:
    refreshes = _refreshes_of(params)
    if any(_is_active(it) for it in refreshes):
        raise OwnError(
            "InstanceRefreshInProgress",
            "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
        )
    groups = autoscaling_backends[ACCOUNT][REGION].autoscaling_groups
    kept = ("AutoScalingGroupName", "DesiredConfiguration", "Preferences", "Strategy")
    refresh = {
        **{name: params[name] for name in kept if name in params},
        "InstanceRefreshId": str(uuid4()),
        "Status": "Pending",
        "StartTime": datetime.now(UTC),
        "PercentageComplete": 0,
        "InstancesToUpdate": len(groups[params["AutoScalingGroupName"]].instance_states),
    }
    refreshes.insert(0, refresh)
    return {"InstanceRefreshId": refresh["InstanceRefreshId"]}


@operation(SERVICE, "DescribeInstanceRefreshes")
def describe(params: dict) -> dict:
    wanted = params.get("InstanceRefreshIds")
    found = [it for it in _refreshes_of(params) if not wanted or it["InstanceRefreshId"] in wanted]
    answer = [{**it} for it in found]
    for refresh in filter(_is_active, found):
        _go_on(refresh)
    return {"InstanceRefreshes": answer[: params.get("MaxRecords", 50)]}


def _stop(params: dict, status: str, reason: str) -> dict:
    for refresh in _refreshes_of(params):
        if refresh["Status"] in ("Pending", "InProgress"):
            refresh.update(Status=status, StatusReason=reason)
            return {"InstanceRefreshId": refresh["InstanceRefreshId"]}
    raise OwnError("ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found.")


@operation(SERVICE, "CancelInstanceRefresh")
def cancel(params: dict) -> dict:
    return _stop(params, "Cancelling", "Cancelled by user")


@operation(SERVICE, "RollbackInstanceRefresh")
def roll_back(params: dict) -> dict:
    return _stop(params, "RollbackInProgress", "Rollback started by user")
