"""Evaluates intrinsic functions."""

import base64
import ipaddress
import json
import re
from typing import Protocol

from cloudformation.template import TemplateError

NO_VALUE = object()
SUBSTITUTE = re.compile(r"\$\{(!?)([^}]+)\}")
ZONES = "abcdef"


class Scope(Protocol):
    """What a template's expressions may ask for."""

    region: str

    def ref(self, name: str): ...
    def attribute(self, name: str, attribute: str): ...
    def condition(self, name: str) -> bool: ...
    def mapping(self, name: str, top: str, second: str): ...
    def imported(self, name: str): ...


def attribute_path(value) -> tuple[str, str]:
    """Logical id and attribute of a Fn::GetAtt in either of its forms."""
    name, attribute = value.split(".", 1) if isinstance(value, str) else (value[0], value[1])
    return name, attribute


def _substitute(value, scope: Scope) -> str:
    text, own = (value, {}) if isinstance(value, str) else (value[0], value[1])

    def one(match: re.Match) -> str:
        literal, name = match.groups()
        if literal:
            return "${" + name + "}"
        if name in own:
            return _text(evaluate(own[name], scope))
        if "." in name:
            return _text(scope.attribute(*attribute_path(name)))
        return _text(scope.ref(name))

    return SUBSTITUTE.sub(one, text)


def _text(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _equal(pair, scope: Scope) -> bool:
    left, right = (evaluate(side, scope) for side in pair)
    return _text(left) == _text(right)


def _cidr(value, scope: Scope) -> list[str]:
    block, count, *bits = (evaluate(part, scope) for part in value)
    network = ipaddress.ip_network(block)
    size = network.max_prefixlen - int(bits[0] if bits else 8)
    return [str(part) for part, _ in zip(network.subnets(new_prefix=size), range(int(count)))]


def _choose(value, scope: Scope):
    name, yes, no = value
    return evaluate(yes if scope.condition(name) else no, scope)


FUNCTIONS = {
    "Ref": lambda value, scope: scope.ref(value),
    "Condition": lambda value, scope: scope.condition(value),
    "Fn::GetAtt": lambda value, scope: scope.attribute(*attribute_path(evaluate(value, scope))),
    "Fn::Sub": _substitute,
    "Fn::If": _choose,
    "Fn::Join": lambda value, scope: value[0].join(
        _text(part) for part in evaluate(value[1], scope)
    ),
    "Fn::Split": lambda value, scope: evaluate(value[1], scope).split(value[0]),
    "Fn::Select": lambda value, scope: evaluate(value[1], scope)[int(evaluate(value[0], scope))],
    "Fn::FindInMap": lambda value, scope: scope.mapping(*(evaluate(part, scope) for part in value)),
    "Fn::ImportValue": lambda value, scope: scope.imported(evaluate(value, scope)),
    "Fn::Base64": lambda value, scope: base64.b64encode(
        evaluate(value, scope).encode()
    ).decode(),
    "Fn::GetAZs": lambda value, scope: [
        (evaluate(value, scope) or scope.region) + zone for zone in ZONES
    ],
    "Fn::Cidr": _cidr,
    "Fn::Length": lambda value, scope: len(evaluate(value, scope)),
    "Fn::ToJsonString": lambda value, scope: json.dumps(evaluate(value, scope)),
    "Fn::Equals": _equal,
    "Fn::Not": lambda value, scope: not evaluate(value[0], scope),
    "Fn::And": lambda value, scope: all(evaluate(part, scope) for part in value),
    "Fn::Or": lambda value, scope: any(evaluate(part, scope) for part in value),
}


def is_function(node) -> bool:
    """True for {"Ref": …} and its kin, but not for an IAM policy's {"Condition": {…}}."""
    if not isinstance(node, dict) or len(node) != 1:
        return False
    [(name, value)] = node.items()
    if name == "Condition":
        return isinstance(value, str)
    return name == "Ref" or name.startswith("Fn::")


def evaluate(node, scope: Scope):
    """The node with every function replaced by its value, and without what is AWS::NoValue."""
    if is_function(node):
        [(name, value)] = node.items()
        if name not in FUNCTIONS:
            raise TemplateError(f"the intrinsic function {name} is not emulated")
        return FUNCTIONS[name](value, scope)
    if isinstance(node, dict):
        pairs = ((key, evaluate(value, scope)) for key, value in node.items())
        return {key: value for key, value in pairs if value is not NO_VALUE}
    if isinstance(node, list):
        return [value for item in node if (value := evaluate(item, scope)) is not NO_VALUE]
    return node
