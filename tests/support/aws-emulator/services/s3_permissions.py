"""S3: what moto makes of policies, and of access logs."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket, S3Backend


def _is_enforced(statement: dict) -> bool:
    # moto knows no conditions: "only over TLS" would deny everything.
    return not (statement["Effect"] == "Deny" and "Condition" in statement)


def _permission(self, action: str, resource: str):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    document = json.loads(self.policy)
    enforced = [it for it in document["Statement"] if _is_enforced(it)]
    policy = IAMPolicy(json.dumps({**document, "Statement": enforced}))
    return policy.is_action_permitted(action, resource)


def install() -> None:
    FakeBucket.get_permission = _permission
    # S3 takes the setting as it is: whether the logs may be written shows later.
    FakeBucket._log_permissions_enabled_policy = staticmethod(lambda **_buckets: True)
    # S3 brings the logs hours later; at once, they would be in the way of every deletion.
    S3Backend.log_incoming_request = lambda *_request: None
