"""CloudFront: things with a configuration, an id and a version (ETag), kept as they were given."""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from own.registry import OwnError, operation

SERVICE = "cloudfront"

# By kind and id: what was given, its version and when.
_kept: dict[str, dict[str, dict]] = {}


def _etag(config: dict) -> str:
    return "E" + hashlib.sha256(json.dumps(config, default=str).encode()).hexdigest()[:13].upper()


def get_kept(kind: str, identifier: str) -> dict:
    """Raises OwnError, as CloudFront does, when there is none."""
    found = _kept.get(kind, {}).get(identifier)
    if found is None:
        raise OwnError(f"NoSuch{kind}", f"The specified {kind} does not exist: {identifier}", 404)
    return found


class Kind:
    """One kind of thing with the usual operations."""

    def __init__(self, name: str, prefix: str, describe: Callable, summarize: Callable, check_deletion=None):
        self.name, self.config, self.prefix = name, f"{name}Config", prefix
        self.describe, self.summarize, self.check_deletion = describe, summarize, check_deletion
        _kept[name] = {}
        for verb in ("Create", "Get", "Update", "Delete"):
            operation(SERVICE, f"{verb}{name}")(getattr(self, verb.lower()))
        operation(SERVICE, f"Get{name}Config")(self.get_config)
        plural = f"{name.removesuffix('y')}ies" if name.endswith("y") else f"{name}s"
        operation(SERVICE, f"List{plural}")(self.list)

    def _result(self, found: dict) -> dict:
        return {self.name: self.describe(found), "ETag": found["ETag"]}

    def _get_version(self, params: dict) -> dict:
        found = get_kept(self.name, params["Id"])
        if params.get("IfMatch") != found["ETag"]:
            raise OwnError("PreconditionFailed", "The If-Match version is missing or not valid", 412)
        return found

    def create(self, params: dict) -> dict:
        config = params[self.config]
        name = config.get("Name")
        if name and any(it["Config"].get("Name") == name for it in _kept[self.name].values()):
            raise OwnError(f"{self.name}AlreadyExists", f"{self.name} {name} exists already", 409)
        identifier = self.prefix + secrets.token_hex(6).upper()
        found = {"Id": identifier, "Config": config, "ETag": _etag(config), "At": datetime.now(UTC)}
        _kept[self.name][identifier] = found
        return self._result(found)

    def get(self, params: dict) -> dict:
        return self._result(get_kept(self.name, params["Id"]))

    def get_config(self, params: dict) -> dict:
        found = get_kept(self.name, params["Id"])
        return {self.config: found["Config"], "ETag": found["ETag"]}

    def update(self, params: dict) -> dict:
        found = self._get_version(params)
        found["Config"] = params[self.config]
        found["ETag"], found["At"] = _etag(found["Config"]), datetime.now(UTC)
        return self._result(found)

    def delete(self, params: dict) -> dict:
        found = self._get_version(params)
        if self.check_deletion:
            self.check_deletion(found)
        del _kept[self.name][params["Id"]]
        return {}

    def list(self, _params: dict) -> dict:
        items = [self.summarize(self.describe(it)) for it in _kept[self.name].values()]
        paging = {"Marker": "", "IsTruncated": False, "MaxItems": 100}
        return {f"{self.name}List": {**paging, "Quantity": len(items), "Items": items}}
