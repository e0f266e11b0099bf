"""Turns the parameters of CloudFormation's API into requests and deployments."""

from urllib.parse import unquote, urlparse

from aws.call import call
from cloudformation.deployment import Deployment
from cloudformation.desired import Desired, build_desired
from cloudformation.parameters import resolve_parameters
from cloudformation.registry import StackError, imported_value
from cloudformation.scope import TemplateScope
from cloudformation.stack import Request, Stack
from cloudformation.template import TemplateError, read_template


def _object_of(url: str) -> tuple[str, str]:
    parsed = urlparse(url)
    path = unquote(parsed.path).lstrip("/")
    host = parsed.netloc.split(":")[0]
    if host.startswith(("s3.", "s3-")) or host == "127.0.0.1":
        bucket, _, key = path.partition("/")
        return bucket, key
    return host.split(".s3")[0], path


def read_text(url: str) -> str:
    """The text of an S3 object by its address."""
    bucket, key = _object_of(url)
    body = call("s3", "GetObject", {"Bucket": bucket, "Key": key})["Body"]
    return body.decode() if isinstance(body, bytes) else body


def template_text(params: dict, stack: Stack | None) -> str:
    if params.get("UsePreviousTemplate") == "true" and stack and stack.request:
        return stack.request.text
    if params.get("TemplateBody"):
        return params["TemplateBody"]
    if params.get("TemplateURL"):
        return read_text(params["TemplateURL"])
    raise StackError("Either Template URL or Template Body must be specified.")


def _parameters(params: dict, stack: Stack | None) -> dict[str, str]:
    before = stack.request.parameters if stack and stack.request else {}
    return {
        it["ParameterKey"]: before[it["ParameterKey"]]
        if it.get("UsePreviousValue") == "true"
        else it["ParameterValue"]
        for it in params.get("Parameters", [])
        if it.get("UsePreviousValue") != "true" or it["ParameterKey"] in before
    }


def read_request(params: dict, stack: Stack | None = None) -> Request:
    text = template_text(params, stack)
    before = stack.request if stack else None
    triggers = params.get("RollbackConfiguration", {}).get("RollbackTriggers", [])
    tags = {tag["Key"]: tag["Value"] for tag in params["Tags"]} if "Tags" in params else None
    return Request(
        text=text,
        template=read_template(text),
        parameters=_parameters(params, stack),
        tags=tags if tags is not None else (before.tags if before else {}),
        policy_during_update=params.get("StackPolicyDuringUpdateBody", ""),
        rollback_alarms=[it["Arn"] for it in triggers],
    )


def desired_of(stack: Stack, request: Request) -> Desired:
    """What the request means for the stack. Raises StackError for what cannot be deployed."""
    try:
        parameters = resolve_parameters(request.template, request.parameters)
        scope = TemplateScope(
            stack, request.template, parameters, imported_value, stack.resources.get
        )
        return build_desired(request.template, scope)
    except TemplateError as error:
        raise StackError(str(error)) from error


def prepare(stack: Stack, request: Request) -> Deployment:
    desired = desired_of(stack, request)
    stack.resolved_parameters = desired.scope.parameters
    declared = request.template.get("Parameters", {})
    stack.hidden_parameters = {
        name for name, it in declared.items() if str(it.get("NoEcho", "")).lower() == "true"
    }
    return Deployment(stack, desired, request)


def same_request(stack: Stack, request: Request) -> bool:
    before = stack.request
    return before is not None and (
        (before.template, before.parameters, before.tags)
        == (request.template, request.parameters, request.tags)
    )
