"""Step Functions: executions, started and told of in AWS's words."""

import json
import time
from datetime import UTC, datetime
from uuid import uuid4

from aws.call import ACCOUNT, REGION
from own.registry import OwnError, operation
from services.stepfunctions_interpreter import load

SERVICE = "stepfunctions"


def _backend():
    return load()[ACCOUNT][REGION]


def _get_machine(arn: str):
    for machine in _backend().state_machines:
        if machine.arn == arn:
            return machine
    raise OwnError("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")


def _get_execution(arn: str):
    machines = _backend().state_machines
    for execution in (it for machine in machines for it in machine.executions):
        if execution.exec_arn == arn:
            return execution
    raise OwnError("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'")


def _parse_input(text: str):
    try:
        return json.loads(text)
    except ValueError as error:
        raise OwnError("InvalidExecutionInput", f"Invalid State Machine Execution Input: '{error}'") from error


def _started(execution) -> dict:
    return {"executionArn": execution.exec_arn, "startDate": execution.start_date}


@operation(SERVICE, "StartExecution")
def start(params: dict) -> dict:
    machine, name = _get_machine(params["stateMachineArn"]), params.get("name") or str(uuid4())
    text = params.get("input", "{}")
    given = _parse_input(text)
    for former in (it for it in machine.executions if it.name == name):
        if former.status == "RUNNING" and former.input_data == given:
            return _started(former)
        raise OwnError("ExecutionAlreadyExists", f"Execution Already Exists: '{former.exec_arn}'")
    return _started(_backend().start_execution(machine.arn, name, text))


def _summary(execution) -> dict:
    return {
        **_started(execution),
        "stateMachineArn": execution.state_machine_arn,
        "name": execution.name,
        "status": execution.status,
        **({"stopDate": execution.stop_date} if execution.stop_date else {}),
    }


@operation(SERVICE, "DescribeExecution")
def describe(params: dict) -> dict:
    execution = _get_execution(params["executionArn"])
    details = {"input": json.dumps(execution.input_data), "inputDetails": {"included": True}}
    if execution.status == "SUCCEEDED":
        details |= {"output": json.dumps(execution.output), "outputDetails": {"included": True}}
    problems = {name: getattr(execution, name) for name in ("error", "cause")}
    return {**_summary(execution), **details, **{k: v for k, v in problems.items() if v is not None}}


@operation(SERVICE, "ListExecutions")
def list_executions(params: dict) -> dict:
    wanted = params.get("statusFilter")
    executions = reversed(_get_machine(params["stateMachineArn"]).executions)
    found = [_summary(it) for it in executions if wanted in (None, it.status)]
    return {"executions": found[: params.get("maxResults") or 100]}


@operation(SERVICE, "GetExecutionHistory")
def history(params: dict) -> dict:
    events = _get_execution(params["executionArn"]).to_history_output()["events"]
    return {"events": [*reversed(events)] if params.get("reverseOrder") else events}


@operation(SERVICE, "StopExecution")
def stop(params: dict) -> dict:
    execution, now = _get_execution(params["executionArn"]), datetime.now(UTC)
    while execution.status == "RUNNING" and execution.exec_worker.env is None:
        # It is being begun, in a thread of its own.
        time.sleep(0.01)
    if execution.status == "RUNNING":
        execution.error, execution.cause = params.get("error"), params.get("cause")
        execution.stop(now, execution.error, execution.cause)
    return {"stopDate": execution.stop_date or now}
