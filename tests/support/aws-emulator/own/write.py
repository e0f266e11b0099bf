"""Writes an operation's result as the answer that its protocol wants."""

import json
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from botocore.model import OperationModel, Shape
from werkzeug.wrappers import Response


def _text(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return escape(str(value))


def _element(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>"


def _xml(shape: Shape, name: str, value) -> str:
    if value is None:
        return ""
    if shape.type_name == "structure":
        return _element(name, _members(shape, value))
    if shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        if shape.serialization.get("flattened"):
            return "".join(_xml(shape.member, name, it) for it in value)
        return _element(name, "".join(_xml(shape.member, item, it) for it in value))
    return _element(name, _text(value))


def _members(shape: Shape, value: dict) -> str:
    return "".join(
        _xml(member, member.serialization.get("name", name), value[name])
        for name, member in shape.members.items()
        if name in value and member.serialization.get("location") is None
    )


def _headers(model: OperationModel, result: dict) -> dict[str, str]:
    members = model.output_shape.members if model.output_shape else {}
    return {
        member.serialization.get("name", name): str(result[name])
        for name, member in members.items()
        if member.serialization.get("location") == "header" and name in result
    }


def _rest_xml(model: OperationModel, result: dict) -> str:
    shape = model.output_shape
    if shape is None:
        return ""
    payload = shape.serialization.get("payload")
    if payload is None:
        return _element(f"{model.name}Result", _members(shape, result))
    member = shape.members[payload]
    return _xml(member, member.serialization.get("name", payload), result.get(payload))


def _as_json(value):
    return value.timestamp() if isinstance(value, datetime) else str(value)


def write_result(model: OperationModel, result: dict) -> Response:
    protocol = model.service_model.protocol
    status = int(model.http.get("responseCode", 200))
    if protocol in ("json", "rest-json"):
        return Response(json.dumps(result, default=_as_json), status, content_type="application/json")
    if protocol == "query":
        inner = _members(model.output_shape, result) if model.output_shape else ""
        body = _element(f"{model.name}Response", _element(f"{model.name}Result", inner))
        return Response(body, status, content_type="text/xml")
    headers = _headers(model, result)
    return Response(_rest_xml(model, result), status, headers, content_type="text/xml")


def write_error(model: OperationModel, code: str, message: str, status: int) -> Response:
    if model.service_model.protocol in ("json", "rest-json"):
        headers = {"X-Amzn-ErrorType": code}
        text = json.dumps({"__type": code, "message": message})
        return Response(text, status, headers, content_type="application/json")
    error = f"<Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message>"
    return Response(_element("ErrorResponse", _element("Error", error)), status, content_type="text/xml")
