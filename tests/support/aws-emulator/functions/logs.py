"""What functions print, in their log groups."""

import json
import time

from aws.call import AwsError, call


def _create_group(group: dict) -> None:
    try:
        call("logs", "CreateLogGroup", group)
    except AwsError as error:
        # Another invocation of the function, at the same time, was first.
        if error.code != "ResourceAlreadyExistsException":
            raise


def write_logs(function, outcome) -> None:
    """Writes one stream for the invocation; the group is made when it is missing, as Lambda does."""
    stream = outcome.log_stream
    group = {"logGroupName": function.logs_group_name}
    lines = [
        f"START RequestId: {outcome.request_id} Version: {function.version}",
        *(line for line in outcome.logs.splitlines() if line.strip()),
        f"END RequestId: {outcome.request_id}",
    ]
    stamp = int(time.time() * 1000)
    try:
        call("logs", "CreateLogStream", {**group, "logStreamName": stream})
    except AwsError as error:
        if error.code != "ResourceNotFoundException":
            raise
        _create_group(group)
        call("logs", "CreateLogStream", {**group, "logStreamName": stream})
    events = [{"timestamp": stamp, "message": line[:200_000]} for line in lines]
    call("logs", "PutLogEvents", {**group, "logStreamName": stream, "logEvents": events})


def as_text(event) -> str:
    return event if isinstance(event, str) else json.dumps(event)
