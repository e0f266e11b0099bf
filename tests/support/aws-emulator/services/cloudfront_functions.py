"""CloudFront: the code that runs at the edge; kept and published, never run here."""

import hashlib
from datetime import UTC, datetime

from aws.call import ACCOUNT
from cloudformation.provider import Provider, Resource, provides
from own.registry import OwnError, operation

SERVICE = "cloudfront"

_functions: dict[str, dict] = {}


def _get(name: str) -> dict:
    if name not in _functions:
        raise OwnError("NoSuchFunctionExists", f"The function {name} does not exist", 404)
    return _functions[name]


def _summary(found: dict) -> dict:
    metadata = {
        "FunctionARN": f"arn:aws:cloudfront::{ACCOUNT}:function/{found['Name']}",
        "Stage": "LIVE" if found["Live"] else "DEVELOPMENT",
        "CreatedTime": found["At"],
        "LastModifiedTime": found["At"],
    }
    named = {"Name": found["Name"], "Status": "DEPLOYED"}
    return {**named, "FunctionConfig": found["Config"], "FunctionMetadata": metadata}


def _result(found: dict) -> dict:
    return {"FunctionSummary": _summary(found), "ETag": found["ETag"]}


@operation(SERVICE, "CreateFunction")
def create(params: dict) -> dict:
    if params["Name"] in _functions:
        raise OwnError("FunctionAlreadyExists", f"{params['Name']} exists already", 409)
    _functions[params["Name"]] = {"Name": params["Name"], "Live": False}
    return update(params)


@operation(SERVICE, "UpdateFunction")
def update(params: dict) -> dict:
    found = _get(params["Name"])
    code = params["FunctionCode"]
    tag = "E" + hashlib.sha256(code).hexdigest()[:13].upper()
    changed = {"Config": params["FunctionConfig"], "Code": code, "ETag": tag}
    found.update({**changed, "At": datetime.now(UTC), "Live": False})
    return _result(found)


@operation(SERVICE, "PublishFunction")
def publish(params: dict) -> dict:
    _get(params["Name"])["Live"] = True
    return _result(_get(params["Name"]))


@operation(SERVICE, "DescribeFunction")
def describe(params: dict) -> dict:
    return _result(_get(params["Name"]))


@operation(SERVICE, "DeleteFunction")
def delete(params: dict) -> dict:
    _get(params["Name"])
    del _functions[params["Name"]]
    return {}


@provides("AWS::CloudFront::Function")
class Function(Provider):
    def _send(self, r: Resource, verb: str, name: str) -> None:
        params = {"Name": name, **r.only("FunctionConfig", "FunctionCode")}
        if verb == "Update":
            params["IfMatch"] = _get(name)["ETag"]
        r.send(SERVICE, f"{verb}Function", params)
        if str(r.properties.get("AutoPublish", "")).lower() == "true":
            r.call(SERVICE, "PublishFunction", Name=name, IfMatch=_get(name)["ETag"])

    def create(self, r: Resource) -> str:
        self._send(r, "Create", r.properties["Name"])
        return f"arn:aws:cloudfront::{r.account}:function/{r.properties['Name']}"

    def update(self, r: Resource) -> None:
        self._send(r, "Update", r.properties["Name"])

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteFunction", Name=r.properties["Name"])

    def attributes(self, r: Resource) -> dict:
        return {"FunctionARN": r.physical_id, "FunctionMetadata.FunctionARN": r.physical_id}
