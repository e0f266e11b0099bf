"""CloudWatch's JSON protocol, which newer clients speak, in front of moto, which knows the older one."""

import json
from datetime import UTC, datetime

from botocore.exceptions import ParamValidationError
from botocore.model import Shape

from aws.call import AwsError, call, operation_model


def _times(shape: Shape, value):
    """Seconds since 1970 as the dates that botocore wants."""
    if shape.type_name == "timestamp":
        return datetime.fromtimestamp(value, UTC)
    if shape.type_name == "structure":
        members = shape.members
        return {k: _times(members[k], v) for k, v in value.items() if v is not None and k in members}
    if shape.type_name == "list":
        return [_times(shape.member, item) for item in value]
    return value


def _plain(value):
    return value.timestamp() if isinstance(value, datetime) else str(value)


def answer_json(action: str, body: bytes) -> tuple[int, dict, str]:
    """Status, headers and body of one request in the JSON protocol."""
    try:
        shape = operation_model("cloudwatch", action).input_shape
        params = _times(shape, json.loads(body or b"{}")) if shape else {}
        result = call("cloudwatch", action, params)
    except AwsError as error:
        return 400, {"X-Amzn-Query-Error": f"{error.code};Sender"}, _error(error.code, str(error))
    except ParamValidationError as error:
        return 400, {}, _error("ValidationError", str(error))
    result.pop("ResponseMetadata", None)
    return 200, {}, json.dumps(result, default=_plain)


def _error(code: str, message: str) -> str:
    return json.dumps({"__type": code, "message": message})
