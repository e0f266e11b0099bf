"""Custom resources: a deployed Lambda function is called and answers at its ResponseURL."""

import json
import threading
from uuid import uuid4

from cloudformation.provider import Provider, Resource, provides
from functions.asynchronous import invoke_asynchronously

RESPONSE_PATH = "/cloudformation-custom-resource/"
DEFAULT_TIMEOUT_SECONDS = 3600
# An answer may come shortly after the function has ended.
GRACE_SECONDS = 1.0

_waiting: dict[str, tuple[threading.Event, dict]] = {}
_endpoint: list[str] = []


class CustomResourceFailed(Exception):
    pass


def answer_at(endpoint: str) -> None:
    _endpoint[:] = [endpoint]


def receive(path: str, body: bytes) -> int:
    """Takes a function's answer; returns the HTTP status."""
    waiting = _waiting.get(path.removeprefix(RESPONSE_PATH))
    if waiting is None:
        return 403
    event, response = waiting
    try:
        response.update(json.loads(body))
    except ValueError:
        return 400
    event.set()
    return 200


def _texts(value):
    """CloudFormation hands every scalar over as a string."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _ask(r: Resource, kind: str, **more) -> dict:
    token = str(uuid4())
    answered = threading.Event()
    response: dict = {}
    _waiting[token] = (answered, response)
    event = {
        "RequestType": kind,
        "ResponseURL": f"{_endpoint[0]}{RESPONSE_PATH}{token}",
        "StackId": r.stack_id,
        "RequestId": str(uuid4()),
        "ResourceType": r.type,
        "LogicalResourceId": r.logical_id,
        "ServiceToken": r.properties["ServiceToken"],
        "ResourceProperties": _texts({k: v for k, v in r.properties.items() if k != "ServiceTimeout"}),
        **more,
    }
    try:
        ended, problem = invoke_asynchronously(r.properties["ServiceToken"], event)
        _wait(r, answered, ended, problem)
    finally:
        del _waiting[token]
    if response.get("Status") != "SUCCESS":
        reason = response.get("Reason") or "no reason given"
        raise CustomResourceFailed(
            f"Received response status [{response.get('Status')}] from custom resource. "
            f"Message returned: {reason}"
        )
    return response


def _wait(r: Resource, answered: threading.Event, ended: threading.Event, problem: list) -> None:
    timeout = float(r.properties.get("ServiceTimeout", DEFAULT_TIMEOUT_SECONDS))
    # Woken by either: by the answer, or by the end of the last attempt.
    waited = 0.0
    while not answered.wait(0.05):
        waited += 0.05
        if ended.is_set() and not answered.wait(GRACE_SECONDS):
            # AWS would wait until the timeout.
            raise CustomResourceFailed(
                f"CloudFormation did not receive a response from your Custom Resource; "
                f"the function ended: {problem[0] if problem else 'without an error'}"
            )
        if waited > timeout:
            raise CustomResourceFailed("CloudFormation did not receive a response in time")


@provides("AWS::CloudFormation::CustomResource")
class CustomResource(Provider):
    def create(self, r: Resource) -> str:
        # Should it fail, a Delete follows for the id it would have had.
        r.physical_id = f"{r.stack_name}-{r.logical_id}-{uuid4().hex[:12]}"
        response = _ask(r, "Create")
        r.attributes = response.get("Data") or {}
        return response.get("PhysicalResourceId") or r.physical_id

    def update(self, r: Resource) -> str:
        old = _texts({k: v for k, v in r.previous.items() if k != "ServiceTimeout"})
        response = _ask(
            r, "Update", PhysicalResourceId=r.physical_id, OldResourceProperties=old
        )
        r.attributes = response.get("Data") or {}
        return response.get("PhysicalResourceId") or r.physical_id

    def delete(self, r: Resource) -> None:
        _ask(r, "Delete", PhysicalResourceId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return r.attributes
