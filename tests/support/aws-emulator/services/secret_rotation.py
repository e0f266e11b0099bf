"""Secrets Manager: rotation as AWS describes it, step by step by the deployed function."""

import json
import logging
import threading
import time
from uuid import uuid4

from moto.secretsmanager.exceptions import (
    InvalidRequestException,
    ResourceExistsException,
    ResourceNotFoundException,
)
from moto.secretsmanager.models import SecretsManagerBackend

from functions.lookup import find_function
from functions.logs import write_logs
from functions.run import run

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
log = logging.getLogger("rotation")
_turns: dict[str, threading.Lock] = {}


def _version_with(secret, stage: str) -> str | None:
    found = (key for key, version in secret.versions.items() if stage in version["version_stages"])
    return next(found, None)


def _take(secret, step: str, token: str) -> bool:
    function = find_function(secret.rotation_lambda_arn)
    event = {"Step": step, "SecretId": secret.arn, "ClientRequestToken": token}
    outcome = run(function, json.dumps(event))
    write_logs(function, outcome)
    if outcome.error:
        log.info("%s of %s failed: %s", step, secret.name, outcome.payload[:500])
    return not outcome.error


def _rotate(secret, token: str) -> None:
    """A step that fails ends it: the version stays pending, and the next call tries it again."""
    with _turns.setdefault(secret.arn, threading.Lock()):
        if all(_take(secret, step, token) for step in STEPS):
            secret.last_rotation_date = int(time.time())


def _rehearse(secret) -> None:
    """The one test when a rotation is set up: its version has no value, and goes afterwards."""
    token = str(uuid4())
    secret.versions[token] = {
        "createdate": int(time.time()),
        "version_id": token,
        "version_stages": ["AWSPENDING"],
    }
    try:
        _take(secret, "testSecret", token)
    finally:
        del secret.versions[token]


def _set_up(secret, rotation_lambda_arn, rotation_rules) -> None:
    if rotation_lambda_arn:
        try:
            find_function(rotation_lambda_arn)
        except Exception:
            raise ResourceNotFoundException(f"Resource not found for ARN '{rotation_lambda_arn}'.") from None
        secret.rotation_lambda_arn = rotation_lambda_arn
    if rotation_rules:
        secret.auto_rotate_after_days = rotation_rules.get("AutomaticallyAfterDays", 0)
    if not secret.rotation_lambda_arn:
        raise InvalidRequestException(
            "No Lambda rotation function ARN is associated with this secret."
        )
    secret.rotation_requested = True
    secret.rotation_enabled = True


def _rotate_secret(
    self,
    secret_id,
    client_request_token=None,
    rotation_lambda_arn=None,
    rotation_rules=None,
    rotate_immediately=True,
) -> str:
    secret = self.describe_secret(secret_id)
    _set_up(secret, rotation_lambda_arn, rotation_rules)
    pending = _version_with(secret, "AWSPENDING")
    if pending and "AWSCURRENT" not in secret.versions[pending]["version_stages"]:
        threading.Thread(target=_rotate, args=(secret, pending), daemon=True).start()
        raise InvalidRequestException(
            "A previous rotation isn't complete. That rotation will be reattempted."
        )
    if not rotate_immediately:
        _rehearse(secret)
        return secret.to_short_dict()
    token = client_request_token or str(uuid4())
    secret.remove_version_stages_from_old_versions(["AWSPENDING"])
    secret.versions[token] = {
        "createdate": int(time.time()),
        "version_id": token,
        "version_stages": ["AWSPENDING"],
    }
    threading.Thread(target=_rotate, args=(secret, token), daemon=True).start()
    return secret.to_short_dict(version_id=token)


def _put_once(put):
    """A version's value never changes: the same again is taken, another one refused."""

    def put_secret_value(self, secret_id, secret_string, secret_binary, client_request_token, version_stages):
        versions = self.describe_secret(secret_id).versions
        held = versions.get(client_request_token, {}).get("secret_string")
        if held is not None and held != secret_string:
            raise ResourceExistsException(
                f"You can't use ClientRequestToken {client_request_token} because that value is "
                f"already in use for a version of secret {secret_id}."
            )
        return put(self, secret_id, secret_string, secret_binary, client_request_token, version_stages)

    return put_secret_value


def _move_default(move):
    def update_secret_version_stage(self, secret_id, version_stage, *args, **kwargs):
        answer = move(self, secret_id=secret_id, version_stage=version_stage, *args, **kwargs)
        secret = self.describe_secret(secret_id)
        if version_stage == "AWSCURRENT":
            secret.set_default_version_id(_version_with(secret, "AWSCURRENT"))
        return answer

    return update_secret_version_stage


def _list_secret_version_ids(self, secret_id) -> str:
    secret = self.describe_secret(secret_id)
    versions = [
        {
            "VersionId": key,
            "VersionStages": version["version_stages"],
            "CreatedDate": version["createdate"],
        }
        for key, version in secret.versions.items()
        if version["version_stages"]
    ]
    return json.dumps({"ARN": secret.arn, "Name": secret.name, "Versions": versions})


def install() -> None:
    backend = SecretsManagerBackend
    backend.rotate_secret = _rotate_secret
    backend.put_secret_value = _put_once(backend.put_secret_value)
    backend.update_secret_version_stage = _move_default(backend.update_secret_version_stage)
    backend.list_secret_version_ids = _list_secret_version_ids
