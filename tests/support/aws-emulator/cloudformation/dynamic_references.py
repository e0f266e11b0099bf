"""{{resolve:…}} references to Secrets Manager and Parameter Store."""

import json
import re

from aws.call import call
from cloudformation.template import TemplateError

REFERENCE = re.compile(r"\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)\}\}")


def _secret(rest: str) -> str:
    # An ARN has seven parts of its own before what is asked of it.
    parts = rest.split(":")
    length = 7 if rest.startswith("arn:") else 1
    secret_id, more = ":".join(parts[:length]), parts[length:]
    kind, key, stage, version = (more + ["", "", "", ""])[:4]
    if kind not in ("", "SecretString"):
        raise TemplateError(f"dynamic reference to a secret's {kind}: it must be SecretString")
    asked = {"SecretId": secret_id}
    if stage:
        asked["VersionStage"] = stage
    if version:
        asked["VersionId"] = version
    text = call("secretsmanager", "GetSecretValue", asked)["SecretString"]
    if not key:
        return text
    values = json.loads(text)
    if key not in values:
        raise TemplateError(f"Could not find a value associated with JSONKey {key} in {secret_id}")
    return str(values[key])


def _parameter(rest: str) -> str:
    # NAME or NAME:VERSION, as GetParameter itself reads it.
    found = call("ssm", "GetParameter", {"Name": rest, "WithDecryption": True})
    return found["Parameter"]["Value"]


def resolve_dynamic_references(node):
    """The node with the values that are current now."""
    if isinstance(node, str):
        return REFERENCE.sub(
            lambda it: _secret(it[2]) if it[1] == "secretsmanager" else _parameter(it[2]), node
        )
    if isinstance(node, dict):
        return {key: resolve_dynamic_references(value) for key, value in node.items()}
    if isinstance(node, list):
        return [resolve_dynamic_references(item) for item in node]
    return node
