"""Step Functions: moto's interpreter of state machines, and what it lacks here."""

import copy
import json
import logging
import types
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote

from botocore.exceptions import ClientError
from moto.core.config import default_user_config
from moto.stepfunctions import models
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.responses import StepFunctionResponse

from functions.invocation import invoke

log = logging.getLogger("states")
# In place of the minutes that states wait, and of those between two tries.
LONGEST_WAIT_SECONDS = 0.5


def _read_newer_grammar() -> None:
    """Debian's ANTLR is older than moto's grammar, whose form is simpler: plain numbers, one set of sets."""
    from antlr4 import Recognizer
    from antlr4.atn import ATNDeserializer as module

    deserializer = module.ATNDeserializer
    if not hasattr(deserializer, "checkUUID"):
        return

    def reset(self, data) -> None:
        self.data, self.pos, self.uuid = data, 0, module.BASE_SERIALIZED_UUID

    module.SERIALIZED_VERSION = 4
    deserializer.reset = reset
    deserializer.checkUUID = lambda _self: None
    Recognizer.Recognizer.checkVersion = lambda *_: None


def _as_number(at: datetime | None = None) -> float:
    """In the service's protocol times are numbers, where moto writes text."""
    return (at or datetime.now(UTC)).timestamp()


def _invoke(env, parameters: dict, **_where) -> None:
    from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils

    path = f"/2015-03-31/functions/{quote(parameters['FunctionName'], safe='')}/invocations"
    event = parameters.get("Payload", b"{}")
    status, headers, body = invoke(path, "RequestResponse", event, parameters.get("Qualifier"))
    answer = json.loads(body)
    if status >= 400:
        error = {"Code": headers["X-Amzn-ErrorType"], "Message": answer["Message"]}
        metadata = {"HTTPStatusCode": status, "RequestId": "emulated"}
        raise ClientError({"Error": error, "ResponseMetadata": metadata}, "Invoke")
    if problem := headers.get("X-Amz-Function-Error"):
        text = json.dumps(answer, separators=(",", ":"))
        raise lambda_eval_utils.LambdaFunctionErrorException(problem, text)
    env.stack.append({"ExecutedVersion": "$LATEST", "Payload": answer, "StatusCode": 200})


def _shorten_waits() -> None:
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
    from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import (
        WaitFunction,
    )

    real_sleep = retrier_decl.time.sleep
    retrier_decl.time = types.SimpleNamespace(
        sleep=lambda seconds: real_sleep(min(seconds, LONGEST_WAIT_SECONDS))
    )

    def wait(_self, env, wait_seconds) -> None:
        env.program_state_event.wait(min(wait_seconds, LONGEST_WAIT_SECONDS))

    WaitFunction._wait_interval = wait


def _name_the_start(execution_type: type) -> None:
    """States are told the time of the start as text, as AWS tells it."""
    get_details = execution_type.get_start_execution_details

    def with_text(self):
        details = get_details(self)
        details.start_time = self.start_date.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return details

    execution_type.get_start_execution_details = with_text


def _fail_what_breaks(worker_type: type) -> None:
    interpret = worker_type._execution_logic

    def interpret_or_fail(self) -> None:
        try:
            interpret(self)
        except Exception as error:
            log.exception("an execution broke")
            execution = self._execution_communication.execution
            execution.error, execution.cause = "States.Runtime", str(error)
            execution.exec_status = type(execution.exec_status).FAILED
            execution.stop_date = execution.start_date

    worker_type._execution_logic = interpret_or_fail


@cache
def load():
    """moto's backends that really execute; to import them takes seconds."""
    _read_newer_grammar()
    from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
    from moto.stepfunctions.parser.asl.eval.event import event_manager
    from moto.stepfunctions.parser.backend.execution import Execution
    from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
    from moto.stepfunctions.parser.models import stepfunctions_parser_backends

    lambda_eval_utils.exec_lambda_function = _invoke
    event_manager.iso_8601_datetime_with_milliseconds = _as_number
    _shorten_waits()
    _name_the_start(Execution)
    _fail_what_breaks(ExecutionWorker)
    return stepfunctions_parser_backends


def _copy_of(self: StateMachine, _memo) -> StateMachine:
    """An execution keeps the definition it began with; other executions hold locks, and stay away."""
    result = copy.copy(self)
    result.executions = []
    return result


def install() -> None:
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    models.iso_8601_datetime_with_milliseconds = _as_number
    StateMachine.__deepcopy__ = _copy_of
    StepFunctionResponse.stepfunction_backend = property(
        lambda self: load()[self.current_account][self.region]
    )
