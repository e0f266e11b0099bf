"""Change sets: described first, executed later."""

from uuid import uuid4

from aws.call import ACCOUNT, REGION
from cloudformation import operations
from cloudformation.changes import describe_changes
from cloudformation.registry import StackError, change_sets, find_stack, get_stack, stacks
from cloudformation.requests import desired_of, prepare, read_request, same_request
from cloudformation.stack import Stack, now

NO_CHANGES = (
    "The submitted information didn't contain changes. "
    "Submit different information to create a change set."
)
BUSY = ("REVIEW_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


def _stack_for(params: dict) -> tuple[Stack, bool]:
    name = params["StackName"]
    creating = params.get("ChangeSetType", "UPDATE") == "CREATE"
    stack = find_stack(name)
    if stack and creating and stack.status != "REVIEW_IN_PROGRESS":
        raise StackError(f"Stack [{name}] already exists and cannot be created again")
    if stack is None and not creating:
        raise StackError(f"Stack [{name}] does not exist")
    if stack is None:
        return Stack(name), True
    if stack.status not in BUSY:
        raise StackError(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
    return stack, False


def create_change_set(params: dict) -> dict:
    stack, is_new = _stack_for(params)
    request = read_request(params, stack)
    desired = desired_of(stack, request)
    unchanged = same_request(stack, request)
    name = params["ChangeSetName"]
    change_set = {
        "Id": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:changeSet/{name}/{uuid4()}",
        "Name": name,
        "Stack": stack,
        "Request": request,
        "CreationTime": now(),
        "Status": "FAILED" if unchanged else "CREATE_COMPLETE",
        "StatusReason": NO_CHANGES if unchanged else None,
        "ExecutionStatus": "UNAVAILABLE" if unchanged else "AVAILABLE",
        "Changes": [] if unchanged else describe_changes(stack, desired, request.tags),
        "RoleARN": params.get("RoleARN"),
        "Capabilities": params.get("Capabilities", []),
    }
    if is_new:
        stacks.append(stack)
        stack.become("REVIEW_IN_PROGRESS", "User Initiated")
    change_sets[change_set["Id"]] = change_set
    return {"Id": change_set["Id"], "StackId": stack.id}


def _find(params: dict) -> dict | None:
    name = params["ChangeSetName"]
    if name in change_sets:
        return change_sets[name]
    stack = find_stack(params.get("StackName", ""))
    for change_set in reversed(change_sets.values()):
        if change_set["Name"] == name and change_set["Stack"] is stack:
            return change_set
    return None


def _get(params: dict) -> dict:
    change_set = _find(params)
    if change_set is None:
        name = params["ChangeSetName"]
        raise StackError(f"ChangeSet [{name}] does not exist", "ChangeSetNotFound")
    return change_set


def describe_change_set(params: dict) -> dict:
    change_set = _get(params)
    stack, request = change_set["Stack"], change_set["Request"]
    shown = ("CreationTime", "Status", "StatusReason", "ExecutionStatus", "Changes", "Capabilities")
    return {
        "ChangeSetName": change_set["Name"],
        "ChangeSetId": change_set["Id"],
        "StackName": stack.name,
        "StackId": stack.id,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value}
            for key, value in request.parameters.items()
        ],
        "Tags": [{"Key": key, "Value": value} for key, value in request.tags.items()],
        **{key: change_set[key] for key in shown},
    }


def execute_change_set(params: dict) -> dict:
    change_set = _get(params)
    if change_set["ExecutionStatus"] != "AVAILABLE":
        raise StackError(
            f"ChangeSet [{change_set['Id']}] cannot be executed in its current status of "
            f"[{change_set['Status']}]",
            "InvalidChangeSetStatus",
        )
    stack: Stack = change_set["Stack"]
    deployment = prepare(stack, change_set["Request"])
    stack.role = change_set["RoleARN"] or stack.role
    stack.capabilities = change_set["Capabilities"]
    change_set["ExecutionStatus"] = "EXECUTE_COMPLETE"
    for other in change_sets.values():
        if other["Stack"] is stack and other is not change_set:
            other["ExecutionStatus"] = "OBSOLETE"
    creating = stack.status == "REVIEW_IN_PROGRESS"
    stack.become("CREATE_IN_PROGRESS" if creating else "UPDATE_IN_PROGRESS", "User Initiated")
    operations.start(operations.create_or_update, stack, deployment)
    return {}


def delete_change_set(params: dict) -> dict:
    change_set = _find(params)
    if change_set:
        del change_sets[change_set["Id"]]
    return {}


def list_change_sets(params: dict) -> dict:
    stack = get_stack(params["StackName"])
    found = [it for it in change_sets.values() if it["Stack"] is stack]
    return {
        "Summaries": [
            {
                "ChangeSetId": it["Id"],
                "ChangeSetName": it["Name"],
                "StackId": stack.id,
                "StackName": stack.name,
                "Status": it["Status"],
                "ExecutionStatus": it["ExecutionStatus"],
                "CreationTime": it["CreationTime"],
            }
            for it in found
        ]
    }


CHANGE_SET_OPERATIONS = {
    "CreateChangeSet": create_change_set,
    "DescribeChangeSet": describe_change_set,
    "ExecuteChangeSet": execute_change_set,
    "DeleteChangeSet": delete_change_set,
    "ListChangeSets": list_change_sets,
}
