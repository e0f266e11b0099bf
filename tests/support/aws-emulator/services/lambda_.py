"""Lambda: functions, permissions, versions, settings of asynchronous calls."""

import io
import zipfile

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from functions.lookup import find_function
from services.tagging import as_map, tag_changes

SERVICE = "lambda"
# Not parameters of the creation, or in another shape there.
SEPARATE = ("ReservedConcurrentExecutions", "Tags", "Code", "DeadLetterConfig", "LoggingConfig", "RecursiveLoop", "RuntimeManagementConfig", "FunctionScalingConfig")


def _zip_of(source: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("index.js", source)
    return buffer.getvalue()


def _code(r: Resource) -> dict:
    code = r.properties["Code"]
    return {"ZipFile": _zip_of(code["ZipFile"])} if "ZipFile" in code else code


@provides("AWS::Lambda::Function")
class Function(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("FunctionName", 64)
        self._refuse_unknown(r)
        params = {**r.without(*SEPARATE), "FunctionName": r.physical_id, "Code": _code(r)}
        tags = as_map(r.properties.get("Tags"))
        r.send(SERVICE, "CreateFunction", {**params, **({"Tags": tags} if tags else {})})
        self._set_separate(r)
        return r.physical_id

    def _refuse_unknown(self, r: Resource) -> None:
        for name in ("RecursiveLoop", "RuntimeManagementConfig", "FunctionScalingConfig"):
            if name in r.properties:
                raise ValueError(f"{name} is not emulated")

    def _set_separate(self, r: Resource) -> None:
        name = {"FunctionName": r.physical_id}
        if "ReservedConcurrentExecutions" in r.properties:
            params = {**name, **r.only("ReservedConcurrentExecutions")}
            r.send(SERVICE, "PutFunctionConcurrency", params)
        elif "ReservedConcurrentExecutions" in r.previous:
            r.call(SERVICE, "DeleteFunctionConcurrency", **name)
        made = find_function(r.physical_id)
        # moto keeps neither of them.
        made.dead_letter_target = r.properties.get("DeadLetterConfig", {}).get("TargetArn")
        made.logging_config = dict(r.properties.get("LoggingConfig", {}))
        group = made.logging_config.get("LogGroup")
        made.logs_group_name = group or f"/aws/lambda/{r.physical_id}"

    def update(self, r: Resource) -> None:
        self._refuse_unknown(r)
        name = {"FunctionName": r.physical_id}
        if r.changed("Code", "Architectures"):
            r.send(SERVICE, "UpdateFunctionCode", {**name, **_code(r), **r.only("Architectures")})
        params = r.without(*SEPARATE, "Architectures", "PackageType", "CodeSigningConfigArn")
        if "Environment" not in params:
            params["Environment"] = {"Variables": {}}
        r.send(SERVICE, "UpdateFunctionConfiguration", {**params, **name})
        self._set_separate(r)
        new, removed = tag_changes(r)
        arn = find_function(r.physical_id).function_arn
        if removed:
            r.call(SERVICE, "UntagResource", Resource=arn, TagKeys=removed)
        if new:
            r.call(SERVICE, "TagResource", Resource=arn, Tags=new)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteFunction", FunctionName=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": find_function(r.physical_id).function_arn}


@provides("AWS::Lambda::Permission")
class Permission(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = f"{r.stack_name}-{r.logical_id}"
        r.send(SERVICE, "AddPermission", {**r.properties, "StatementId": r.physical_id})
        return r.physical_id

    def delete(self, r: Resource) -> None:
        with ignore_missing("ResourceNotFoundException"):
            name = r.properties["FunctionName"]
            r.call(SERVICE, "RemovePermission", FunctionName=name, StatementId=r.physical_id)


@provides("AWS::Lambda::Version")
class Version(Provider):
    def create(self, r: Resource) -> str:
        params = r.only("FunctionName", "Description", "CodeSha256")
        made = r.send(SERVICE, "PublishVersion", params)
        r.attributes = {"Version": made["Version"], "FunctionArn": made["FunctionArn"]}
        return made["FunctionArn"]

    def delete(self, r: Resource) -> None:
        with ignore_missing("ResourceNotFoundException"):
            name = r.properties["FunctionName"]
            version = r.attributes["Version"]
            r.call(SERVICE, "DeleteFunction", FunctionName=name, Qualifier=version)

    def attributes(self, r: Resource) -> dict:
        return r.attributes


@provides("AWS::Lambda::EventInvokeConfig")
class EventInvokeConfig(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return f"{r.stack_name}-{r.logical_id}"

    def update(self, r: Resource) -> None:
        if r.properties["Qualifier"] != "$LATEST":
            raise ValueError(f"Qualifier {r.properties['Qualifier']} is not emulated")
        r.send(SERVICE, "PutFunctionEventInvokeConfig", r.without("Qualifier"))

    def delete(self, r: Resource) -> None:
        with ignore_missing("ResourceNotFoundException"):
            name = r.properties["FunctionName"]
            r.call(SERVICE, "DeleteFunctionEventInvokeConfig", FunctionName=name)


@provides("AWS::Lambda::EventSourceMapping")
class EventSourceMapping(Provider):
    def create(self, r: Resource) -> str:
        return r.send(SERVICE, "CreateEventSourceMapping", r.without("Tags"))["UUID"]

    def update(self, r: Resource) -> None:
        params = r.without("Tags", "EventSourceArn", "StartingPosition")
        r.send(SERVICE, "UpdateEventSourceMapping", {**params, "UUID": r.physical_id})

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteEventSourceMapping", UUID=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id}
