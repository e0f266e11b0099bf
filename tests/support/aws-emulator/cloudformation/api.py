"""The operations of CloudFormation's API."""

import logging
import re
from collections.abc import Callable

from aws.call import AwsError
from cloudformation import operations
from cloudformation.change_set_api import CHANGE_SET_OPERATIONS
from cloudformation.description import DESCRIBING_OPERATIONS
from cloudformation.query import read_fields, write_error, write_result
from cloudformation.registry import StackError, find_stack, get_stack, stacks
from cloudformation.requests import prepare, read_request, read_text, same_request
from cloudformation.stack import Stack
from cloudformation.template import TemplateError, read_template

log = logging.getLogger("emulator.cloudformation")

UPDATABLE = re.compile(r"^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE)$")


def _apply_settings(stack: Stack, params: dict) -> None:
    stack.role = params.get("RoleARN", stack.role)
    stack.capabilities = params.get("Capabilities", stack.capabilities)
    if "EnableTerminationProtection" in params:
        stack.termination_protection = params["EnableTerminationProtection"] == "true"
    if params.get("StackPolicyURL"):
        params = {**params, "StackPolicyBody": read_text(params["StackPolicyURL"])}
    if params.get("StackPolicyBody"):
        stack.policy = params["StackPolicyBody"]


def create_stack(params: dict) -> dict:
    name = params["StackName"]
    if find_stack(name):
        raise StackError(f"Stack [{name}] already exists", "AlreadyExistsException")
    stack = Stack(name)
    request = read_request(params)
    deployment = prepare(stack, request)
    _apply_settings(stack, params)
    stacks.append(stack)
    stack.become("CREATE_IN_PROGRESS", "User Initiated")
    operations.start(operations.create_or_update, stack, deployment)
    return {"StackId": stack.id}


def update_stack(params: dict) -> dict:
    stack = get_stack(params["StackName"])
    if not UPDATABLE.match(stack.status):
        raise StackError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
    request = read_request(params, stack)
    if same_request(stack, request):
        raise StackError("No updates are to be performed.")
    deployment = prepare(stack, request)
    _apply_settings(stack, params)
    stack.become("UPDATE_IN_PROGRESS", "User Initiated")
    operations.start(operations.create_or_update, stack, deployment)
    return {"StackId": stack.id}


def delete_stack(params: dict) -> dict:
    stack = find_stack(params["StackName"])
    if stack is None or stack.deleted_at:
        return {}
    if stack.termination_protection:
        raise StackError(
            f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
        )
    if stack.is_busy:
        raise StackError(f"Stack [{stack.name}] cannot be deleted while in status {stack.status}")
    stack.become("DELETE_IN_PROGRESS", "User Initiated")
    operations.start(operations.delete, stack, lambda: stack.outputs.clear())
    return {}


def update_termination_protection(params: dict) -> dict:
    stack = get_stack(params["StackName"])
    stack.termination_protection = params["EnableTerminationProtection"] == "true"
    return {"StackId": stack.id}


def set_stack_policy(params: dict) -> dict:
    stack = get_stack(params["StackName"])
    _apply_settings(
        stack, {key: params[key] for key in ("StackPolicyBody", "StackPolicyURL") if key in params}
    )
    return {}


def get_stack_policy(params: dict) -> dict:
    policy = get_stack(params["StackName"]).policy
    return {"StackPolicyBody": policy} if policy else {}


def validate_template(params: dict) -> dict:
    text = params.get("TemplateBody") or read_text(params["TemplateURL"])
    template = read_template(text)
    parameters = [
        {"ParameterKey": name, "DefaultValue": it.get("Default"), "NoEcho": bool(it.get("NoEcho"))}
        for name, it in template.get("Parameters", {}).items()
    ]
    return {"Description": template.get("Description", ""), "Parameters": parameters}


def signal_resource(params: dict) -> dict:
    """Only recorded: nothing here waits for the signals of instances, as there are none."""
    stack = get_stack(params["StackName"])
    reason = f"Received {params['Status']} signal with UniqueId {params['UniqueId']}"
    name = params["LogicalResourceId"]
    deployed = stack.resources.get(name)
    if deployed is None:
        raise StackError(f"Resource {name} does not exist for stack {stack.name}")
    stack.record(name, deployed.type, deployed.physical_id, deployed.status, reason)
    return {}


OPERATIONS: dict[str, Callable[[dict], dict]] = {
    "CreateStack": create_stack,
    "UpdateStack": update_stack,
    "DeleteStack": delete_stack,
    "UpdateTerminationProtection": update_termination_protection,
    "SetStackPolicy": set_stack_policy,
    "GetStackPolicy": get_stack_policy,
    "ValidateTemplate": validate_template,
    "SignalResource": signal_resource,
    **CHANGE_SET_OPERATIONS,
    **DESCRIBING_OPERATIONS,
}


def answer(fields: dict[str, str]) -> tuple[int, str]:
    """Status and XML body of one request."""
    action = fields.get("Action", "")
    operation = OPERATIONS.get(action)
    if operation is None:
        return 400, write_error("InvalidAction", f"{action} is not emulated")
    try:
        return 200, write_result(action, operation(read_fields(fields)))
    except StackError as error:
        return 400, write_error(error.code, str(error))
    except (TemplateError, AwsError) as error:
        return 400, write_error("ValidationError", str(error))
    except Exception as error:
        log.exception("%s failed", action)
        return 500, write_error("InternalFailure", f"the emulator failed: {error!r}")
