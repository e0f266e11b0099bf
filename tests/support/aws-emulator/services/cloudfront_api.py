"""CloudFront: its operations on distributions, policies and invalidations."""

import secrets
from datetime import UTC, datetime

from aws.call import ACCOUNT
from own.registry import OwnError, operation
from services.cloudfront_kinds import SERVICE, Kind, get_kept

_subscriptions: dict[str, dict] = {}
_invalidations: dict[str, list[dict]] = {}


def _distribution(found: dict) -> dict:
    identifier = found["Id"]
    return {
        "Id": identifier,
        "ARN": f"arn:aws:cloudfront::{ACCOUNT}:distribution/{identifier}",
        "Status": "Deployed",
        "LastModifiedTime": found["At"],
        "InProgressInvalidationBatches": 0,
        "DomainName": f"{identifier.lower()}.cloudfront.net",
        "ActiveTrustedSigners": {"Enabled": False, "Quantity": 0},
        "DistributionConfig": found["Config"],
    }


def _distribution_summary(it: dict) -> dict:
    return {**it["DistributionConfig"], **{k: v for k, v in it.items() if k != "DistributionConfig"}}


def _access_control(found: dict) -> dict:
    return {"Id": found["Id"], "OriginAccessControlConfig": found["Config"]}


def _policy(name: str):
    return lambda it: {"Id": it["Id"], "LastModifiedTime": it["At"], f"{name}Config": it["Config"]}


def _check_disabled(found: dict) -> None:
    if found["Config"]["Enabled"]:
        raise OwnError("DistributionNotDisabled", "The distribution must be disabled first", 409)


distributions = Kind("Distribution", "E", _distribution, _distribution_summary, _check_disabled)
Kind("OriginAccessControl", "E", _access_control, lambda it: {"Id": it["Id"], **it["OriginAccessControlConfig"]})
for _name in ("CachePolicy", "OriginRequestPolicy", "ResponseHeadersPolicy"):
    Kind(_name, "", _policy(_name), lambda it, name=_name: {"Type": "custom", name: it})


@operation(SERVICE, "CreateDistributionWithTags")
def create_with_tags(params: dict) -> dict:
    given = params["DistributionConfigWithTags"]
    made = distributions.create({"DistributionConfig": given["DistributionConfig"]})
    get_kept("Distribution", made["Distribution"]["Id"])["Tags"] = given.get("Tags", {}).get("Items", [])
    return made


def _tagged(arn: str) -> dict:
    return get_kept("Distribution", arn.rpartition("/")[2])


@operation(SERVICE, "ListTagsForResource")
def list_tags(params: dict) -> dict:
    return {"Tags": {"Items": _tagged(params["Resource"]).get("Tags", [])}}


@operation(SERVICE, "TagResource")
def tag_resource(params: dict) -> dict:
    found = _tagged(params["Resource"])
    new = params["Tags"]["Items"]
    kept = [it for it in found.get("Tags", []) if it["Key"] not in {one["Key"] for one in new}]
    found["Tags"] = [*kept, *new]
    return {}


@operation(SERVICE, "CreateMonitoringSubscription")
def create_subscription(params: dict) -> dict:
    get_kept("Distribution", params["DistributionId"])
    if params["DistributionId"] in _subscriptions:
        raise OwnError("MonitoringSubscriptionAlreadyExists", "There is one already", 409)
    _subscriptions[params["DistributionId"]] = params["MonitoringSubscription"]
    return {"MonitoringSubscription": params["MonitoringSubscription"]}


@operation(SERVICE, "GetMonitoringSubscription")
def get_subscription(params: dict) -> dict:
    found = _subscriptions.get(params["DistributionId"])
    if found is None:
        raise OwnError("NoSuchMonitoringSubscription", "There is no monitoring subscription", 404)
    return {"MonitoringSubscription": found}


@operation(SERVICE, "DeleteMonitoringSubscription")
def delete_subscription(params: dict) -> dict:
    get_subscription(params)
    del _subscriptions[params["DistributionId"]]
    return {}


@operation(SERVICE, "CreateInvalidation")
def create_invalidation(params: dict) -> dict:
    get_kept("Distribution", params["DistributionId"])
    made = {
        "Id": "I" + secrets.token_hex(6).upper(),
        "Status": "InProgress",
        "CreateTime": datetime.now(UTC),
        "InvalidationBatch": params["InvalidationBatch"],
    }
    _invalidations.setdefault(params["DistributionId"], []).append(made)
    return {"Invalidation": made, "Location": "emulated"}


@operation(SERVICE, "GetInvalidation")
def get_invalidation(params: dict) -> dict:
    for made in _invalidations.get(params["DistributionId"], []):
        if made["Id"] == params["Id"]:
            shown = {**made}
            # Whoever looks again finds it done.
            made["Status"] = "Completed"
            return {"Invalidation": shown}
    raise OwnError("NoSuchInvalidation", "The specified invalidation does not exist", 404)


@operation(SERVICE, "ListInvalidations")
def list_invalidations(params: dict) -> dict:
    items = [
        {name: it[name] for name in ("Id", "CreateTime", "Status")}
        for it in reversed(_invalidations.get(params["DistributionId"], []))
    ]
    rest = {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": len(items)}
    return {"InvalidationList": {**rest, "Items": items}}
