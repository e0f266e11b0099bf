"""The query protocol: fields of a form in, XML out."""

import re
from xml.sax.saxutils import escape

NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/"
# What XML 1.0 cannot hold, such as the colors of a program's output.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_fields(fields: dict[str, str]) -> dict:
    """{"Tags.member.1.Key": "a"} as {"Tags": [{"Key": "a"}]}."""
    tree: dict = {}
    for name, value in fields.items():
        node = tree
        *parents, last = name.split(".")
        for part in parents:
            node = node.setdefault(part, {})
        node[last] = value

    def simplify(node):
        if not isinstance(node, dict):
            return node
        if set(node) == {"member"}:
            items = node["member"]
            return [simplify(items[key]) for key in sorted(items, key=int)] if items else []
        return {key: simplify(value) for key, value in node.items()}

    return simplify(tree)


def _xml(name: str, value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        inner = "".join(_xml(key, item) for key, item in value.items())
    elif isinstance(value, list):
        inner = "".join(_xml("member", item) for item in value)
    elif isinstance(value, bool):
        inner = "true" if value else "false"
    else:
        inner = escape(FORBIDDEN.sub("?", str(value)))
    return f"<{name}>{inner}</{name}>"


def write_result(action: str, result: dict) -> str:
    body = _xml(f"{action}Result", result)
    return (
        f'<{action}Response xmlns="{NAMESPACE}">{body}'
        f"<ResponseMetadata><RequestId>emulated</RequestId></ResponseMetadata></{action}Response>"
    )


def write_error(code: str, message: str) -> str:
    error = _xml("Error", {"Type": "Sender", "Code": code, "Message": message})
    return f'<ErrorResponse xmlns="{NAMESPACE}">{error}<RequestId>emulated</RequestId></ErrorResponse>'
