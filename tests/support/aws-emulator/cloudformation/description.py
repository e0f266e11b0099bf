"""The operations that only tell about stacks."""

from cloudformation.registry import StackError, exports, find_stack, get_stack, stacks
from cloudformation.requests import template_text
from cloudformation.stack import Deployed, Stack
from cloudformation.template import read_template


def _stack(stack: Stack) -> dict:
    request = stack.request
    parameters = [
        {"ParameterKey": name, "ParameterValue": "****" if name in stack.hidden_parameters else value}
        for name, value in (request.parameters if request else {}).items()
    ]
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        "Description": request.template.get("Description") if request else None,
        "Parameters": parameters,
        "CreationTime": stack.created_at,
        "LastUpdatedTime": stack.updated_at or None,
        "DeletionTime": stack.deleted_at or None,
        "StackStatus": stack.status,
        "StackStatusReason": stack.reason or None,
        "DisableRollback": False,
        "NotificationARNs": [],
        "Capabilities": stack.capabilities,
        "Outputs": stack.outputs,
        "RoleARN": stack.role or None,
        "Tags": [
            {"Key": key, "Value": value} for key, value in (request.tags if request else {}).items()
        ],
        "EnableTerminationProtection": stack.termination_protection,
        "RollbackConfiguration": {
            "RollbackTriggers": [
                {"Arn": arn, "Type": "AWS::CloudWatch::Alarm"}
                for arn in (request.rollback_alarms if request else [])
            ]
        },
    }


def describe_stacks(params: dict) -> dict:
    name = params.get("StackName")
    if not name:
        return {"Stacks": [_stack(it) for it in stacks if not it.deleted_at]}
    return {"Stacks": [_stack(get_stack(name))]}


def describe_stack_events(params: dict) -> dict:
    stack = find_stack(params["StackName"])
    if stack is None:
        raise StackError(f"Stack [{params['StackName']}] does not exist")
    return {"StackEvents": list(reversed(stack.events))}


def _resource(stack: Stack, deployed: Deployed) -> dict:
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        "LogicalResourceId": deployed.logical_id,
        "PhysicalResourceId": deployed.physical_id,
        "ResourceType": deployed.type,
        "ResourceStatus": deployed.status,
    }


def describe_stack_resources(params: dict) -> dict:
    if "StackName" not in params:
        wanted = params["PhysicalResourceId"]
        found = [
            it for it in stacks for one in it.resources.values() if one.physical_id == wanted
        ]
        if not found:
            raise StackError(f"Stack for {wanted} does not exist")
        params = {**params, "StackName": found[0].id}
    stack = get_stack(params["StackName"])
    logical_id = params.get("LogicalResourceId")
    chosen = [it for it in stack.resources.values() if logical_id in (None, it.logical_id)]
    return {
        "StackResources": [{**_resource(stack, it), "Timestamp": it.updated_at} for it in chosen]
    }


def describe_stack_resource(params: dict) -> dict:
    stack = get_stack(params["StackName"])
    deployed = stack.resources.get(params["LogicalResourceId"])
    if deployed is None:
        raise StackError(
            f"Resource {params['LogicalResourceId']} does not exist for stack {stack.name}"
        )
    more = {"LastUpdatedTimestamp": deployed.updated_at}
    return {"StackResourceDetail": {**_resource(stack, deployed), **more}}


def list_stack_resources(params: dict) -> dict:
    stack = get_stack(params["StackName"])
    return {
        "StackResourceSummaries": [
            {**_resource(stack, it), "LastUpdatedTimestamp": it.updated_at}
            for it in stack.resources.values()
        ]
    }


def list_stacks(params: dict) -> dict:
    wanted = params.get("StackStatusFilter")
    return {
        "StackSummaries": [
            {
                "StackId": it.id,
                "StackName": it.name,
                "CreationTime": it.created_at,
                "DeletionTime": it.deleted_at or None,
                "StackStatus": it.status,
            }
            for it in stacks
            if not wanted or it.status in wanted
        ]
    }


def get_template(params: dict) -> dict:
    request = get_stack(params["StackName"]).request
    return {"TemplateBody": request.text if request else "", "StagesAvailable": ["Original"]}


def get_template_summary(params: dict) -> dict:
    stack = find_stack(params["StackName"]) if "StackName" in params else None
    if stack:
        params = {**params, "UsePreviousTemplate": "true"}
    template = read_template(template_text(params, stack))
    return {
        "ResourceTypes": sorted({it["Type"] for it in template["Resources"].values()}),
        "Parameters": [{"ParameterKey": name} for name in template.get("Parameters", {})],
    }


def list_exports(_params: dict) -> dict:
    return {
        "Exports": [
            {"ExportingStackId": stack_id, "Name": name, "Value": value}
            for name, (value, stack_id) in exports().items()
        ]
    }


DESCRIBING_OPERATIONS = {
    "DescribeStacks": describe_stacks,
    "DescribeStackEvents": describe_stack_events,
    "DescribeStackResources": describe_stack_resources,
    "DescribeStackResource": describe_stack_resource,
    "ListStackResources": list_stack_resources,
    "ListStacks": list_stacks,
    "GetTemplate": get_template,
    "GetTemplateSummary": get_template_summary,
    "ListExports": list_exports,
}
