"""Reads an operation's parameters from a request, in each of AWS's protocols."""

import json
import re
from urllib.parse import parse_qs, parse_qsl, unquote
from xml.etree import ElementTree

from botocore.model import OperationModel, Shape

PLACE = re.compile(r"\{(\w+)\+?\}")


def path_pattern(model: OperationModel) -> re.Pattern:
    """What the operation's addresses look like, without their query."""
    path = model.http["requestUri"].partition("?")[0].rstrip("/")
    pieces = PLACE.split(path)
    names = [f"(?P<{it}>[^/]+)" if i % 2 else re.escape(it) for i, it in enumerate(pieces)]
    return re.compile(f"^{''.join(names)}/?$")


def _scalar(shape: Shape, text: str):
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name in ("float", "double"):
        return float(text)
    if shape.type_name == "boolean":
        return text.lower() == "true"
    return text


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _xml(shape: Shape, node: ElementTree.Element):
    if shape.type_name == "structure":
        names = {it.serialization.get("name", name): (name, it) for name, it in shape.members.items()}
        result = {}
        for child in node:
            name, member = names[_local(child.tag)]
            result[name] = _xml(member, child)
        return result
    if shape.type_name == "list":
        return [_xml(shape.member, child) for child in node]
    return _scalar(shape, node.text or "")


def _query(shape: Shape, fields: dict[str, str], prefix: str):
    if shape.type_name == "structure":
        result = {}
        for name, member in shape.members.items():
            dot = "." if member.type_name == "structure" else ""
            value = _query(member, fields, f"{prefix}{member.serialization.get('name', name)}{dot}")
            if value is not None:
                result[name] = value
        return result or None
    if shape.type_name == "list":
        member = shape.member.serialization.get("name", "member")
        base = prefix if shape.serialization.get("flattened") else f"{prefix}.{member}"
        items = []
        while any(key == f"{base}.{len(items) + 1}" or key.startswith(f"{base}.{len(items) + 1}.") for key in fields):
            dot = "." if shape.member.type_name == "structure" else ""
            items.append(_query(shape.member, fields, f"{base}.{len(items) + 1}{dot}"))
        return items or None
    if shape.type_name == "map":
        raise NotImplementedError("maps in the query protocol")
    return _scalar(shape, fields[prefix]) if prefix in fields else None


def _rest(model: OperationModel, environ: dict, body: bytes) -> dict:
    places = path_pattern(model).match(environ["PATH_INFO"]).groupdict()
    query = parse_qs(environ.get("QUERY_STRING", ""))
    payload = model.input_shape.serialization.get("payload")
    result = {}
    for name, member in model.input_shape.members.items():
        where, key = member.serialization.get("location"), member.serialization.get("name", name)
        header = environ.get(f"HTTP_{key.upper().replace('-', '_')}")
        if where == "uri":
            result[name] = _scalar(member, unquote(places[key]))
        elif where == "querystring" and key in query:
            result[name] = _scalar(member, query[key][0])
        elif where == "header" and header is not None:
            result[name] = _scalar(member, header)
        elif name == payload and body:
            result[name] = _xml(member, ElementTree.fromstring(body))
    if model.service_model.protocol == "rest-json" and body and not payload:
        result.update(json.loads(body))
    return result


def read_params(model: OperationModel, environ: dict, body: bytes) -> dict:
    protocol = model.service_model.protocol
    if model.input_shape is None:
        return {}
    if protocol == "json":
        return json.loads(body or b"{}")
    if protocol == "query":
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return _query(model.input_shape, fields, "") or {}
    return _rest(model, environ, body)
