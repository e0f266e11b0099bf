"""Asynchronous invocations: retried, and told to the failure destination in the end."""

import json
import threading
from datetime import UTC, datetime

from aws.call import AwsError, call
from functions.lookup import find_function
from functions.logs import as_text, write_logs
from functions.run import Outcome, run

DEFAULT_RETRIES = 2


def _settings(function) -> dict:
    try:
        return call("lambda", "GetFunctionEventInvokeConfig", {"FunctionName": function.function_name})
    except AwsError:
        return {}


def _tell(function, destination: str, event: str, outcome: Outcome, attempts: int) -> None:
    failed = bool(outcome.error)
    record = {
        "version": "1.0",
        "timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "requestContext": {
            "requestId": outcome.request_id,
            "functionArn": f"{function.function_arn}:$LATEST",
            "condition": "RetriesExhausted" if failed else "Success",
            "approximateInvokeCount": attempts,
        },
        "requestPayload": json.loads(event),
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            **({"functionError": outcome.error} if failed else {}),
        },
        "responsePayload": json.loads(outcome.payload),
    }
    body = json.dumps(record)
    service = destination.split(":")[2]
    if service == "sqs":
        name = destination.split(":")[-1]
        url = call("sqs", "GetQueueUrl", {"QueueName": name})["QueueUrl"]
        call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": body})
    elif service == "sns":
        call("sns", "Publish", {"TopicArn": destination, "Message": body})
    elif service == "lambda":
        invoke_asynchronously(destination, record)


def _attempt(function, event: str, problem: list, ended: threading.Event) -> None:
    try:
        settings = _settings(function)
        retries = settings.get("MaximumRetryAttempts", DEFAULT_RETRIES)
        for attempt in range(1, retries + 2):
            outcome = run(function, event)
            write_logs(function, outcome)
            if not outcome.error:
                break
        if outcome.error:
            problem.append(outcome.payload)
        key = "OnFailure" if outcome.error else "OnSuccess"
        target = settings.get("DestinationConfig", {}).get(key, {}).get("Destination")
        dead_letters = getattr(function, "dead_letter_target", None)
        if target:
            _tell(function, target, event, outcome, attempt)
        if outcome.error and dead_letters and dead_letters != target:
            _tell(function, dead_letters, event, outcome, attempt)
    except Exception as error:
        problem.append(repr(error))
    finally:
        ended.set()


def invoke_asynchronously(name_or_arn: str, event) -> tuple[threading.Event, list]:
    """Starts the invocation. The event is set after the last attempt; the list then holds its error."""
    function = find_function(name_or_arn)
    ended, problem = threading.Event(), []
    arguments = (function, as_text(event), problem, ended)
    threading.Thread(target=_attempt, args=arguments, daemon=True).start()
    return ended, problem
