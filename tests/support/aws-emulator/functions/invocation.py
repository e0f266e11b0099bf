"""Invocations by Lambda's own API and by other services."""

import base64
import json
import re
from urllib.parse import unquote

from moto.awslambda.models import LambdaFunction
from moto.core.exceptions import JsonRESTError

from functions import included_modules
from functions.asynchronous import invoke_asynchronously
from functions.logs import as_text, write_logs
from functions.lookup import find_function
from functions.run import run

PATH = re.compile(r"^/2015-03-31/functions/(?P<name>[^/]+)/invocations/?$")
LOG_TAIL_BYTES = 4096


def _synchronously(function, event: str) -> tuple[int, dict, bytes]:
    outcome = run(function, event)
    write_logs(function, outcome)
    headers = {"Content-Type": "application/json", "X-Amz-Executed-Version": "$LATEST"}
    if outcome.error:
        headers["X-Amz-Function-Error"] = outcome.error
    tail = outcome.logs.encode()[-LOG_TAIL_BYTES:]
    headers["X-Amz-Log-Result"] = base64.b64encode(tail).decode()
    return 200, headers, outcome.payload.encode()


def invoke(path: str, kind: str, body: bytes, qualifier: str | None) -> tuple[int, dict, bytes]:
    """Answers an Invoke request: status, headers, body."""
    name = unquote(PATH.match(path)["name"])
    event = body.decode() or "{}"
    try:
        json.loads(event)
        function = find_function(name, qualifier)
    except ValueError as error:
        text = json.dumps({"Message": f"Could not parse request body into json: {error}"})
        return 400, {"X-Amzn-ErrorType": "InvalidRequestContentException"}, text.encode()
    except JsonRESTError as error:
        text = json.dumps({"Message": error.message, "Type": "User"})
        return 404, {"X-Amzn-ErrorType": error.error_type}, text.encode()
    if kind == "DryRun":
        return 204, {}, b""
    if kind == "Event":
        invoke_asynchronously(name, event)
        return 202, {}, b""
    return _synchronously(function, event)


def _invoked_by_a_service(self, body, _request_headers, _response_headers) -> bytes:
    # SNS, S3 and EventBridge invoke asynchronously.
    invoke_asynchronously(self.function_arn, as_text(body))
    return b""


def install() -> None:
    """Lets moto's other services run functions here, and not in containers."""
    included_modules.provide()
    LambdaFunction.invoke = _invoked_by_a_service
