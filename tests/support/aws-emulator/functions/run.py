"""One invocation: a node process of its own, with the environment that Lambda gives."""

import json
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from functions.package import unpacked

RUNTIME = Path(__file__).with_name("runtime.mjs")
# Node itself needs some of the memory that a function has.
OVERHEAD_MEGABYTES = 32
SMALLEST_HEAP_MEGABYTES = 64


@dataclass
class Outcome:
    payload: str
    # "Unhandled", or "" for a success.
    error: str
    logs: str
    request_id: str
    log_stream: str


def _log_stream(function) -> str:
    return f"{time.strftime('%Y/%m/%d', time.gmtime())}/[{function.version}]{uuid4().hex}"


def _environment(function, log_stream: str) -> dict[str, str]:
    endpoint = os.environ["AWS_EMULATOR_ENDPOINT"]
    own = {key: str(value) for key, value in (function.environment_vars or {}).items()}
    return {
        "PATH": f"{Path(os.environ['NODE']).parent}:/usr/local/bin:/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ACCESS_KEY_ID": "ASIAEMULATEDFUNCTION",
        "AWS_SECRET_ACCESS_KEY": "emulated",
        "AWS_SESSION_TOKEN": "emulated",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.run_time}",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "_HANDLER": function.handler,
        "_X_AMZN_TRACE_ID": "Root=1-00000000-000000000000000000000000;Sampled=0",
        **own,
        # Instead of the real services: nothing of a test leaves the machine.
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        # Each invocation is a process of its own: what one has compiled is there for the next.
        "NODE_COMPILE_CACHE": str(Path(os.environ["AWS_EMULATOR_FOLDER"], "compiled")),
    }


def _command(function, folder: Path, result: str, request_id: str) -> list[str]:
    heap = max(int(function.memory_size) - OVERHEAD_MEGABYTES, SMALLEST_HEAP_MEGABYTES)
    settings = {
        "folder": str(folder),
        "handler": function.handler,
        "result": result,
        "requestId": request_id,
        "functionArn": function.function_arn,
        "timeoutMs": int(function.timeout) * 1000,
    }
    node = os.environ["NODE"]
    return [node, f"--max-old-space-size={heap}", str(RUNTIME), json.dumps(settings)]


def _end(process: subprocess.Popen) -> None:
    """Ends the function and every process it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _run(function, event: str, result: str, request_id: str, log_stream: str) -> tuple[str, bool]:
    folder = unpacked(function.code_bytes, function.code_sha_256)
    process = subprocess.Popen(
        _command(function, folder, result, request_id),
        cwd=folder,
        env=_environment(function, log_stream),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        errors="replace",
    )
    try:
        logs, _ = process.communicate(event, timeout=int(function.timeout))
        return logs, False
    except subprocess.TimeoutExpired:
        _end(process)
        logs, _ = process.communicate()
        return logs, True
    finally:
        _end(process)


def _outcome(text: str, timed_out: bool, function, request_id: str) -> tuple[str, str, str]:
    """Payload, kind of error, and what the runtime itself has to say."""
    if timed_out:
        message = f"{request_id} Task timed out after {int(function.timeout)}.00 seconds"
        error = {"errorType": "Sandbox.Timedout", "errorMessage": message}
        return json.dumps(error), "Unhandled", message
    if not text:
        message = f"RequestId: {request_id} Error: Runtime exited without providing a reason"
        error = {"errorType": "Runtime.ExitError", "errorMessage": message}
        return json.dumps(error), "Unhandled", message
    result = json.loads(text)
    if "error" in result:
        return json.dumps(result["error"]), "Unhandled", ""
    return result["payload"], "", ""


def run(function, event: str) -> Outcome:
    """Invokes the deployed package once; a failure of the function is part of the outcome."""
    request_id, log_stream = str(uuid4()), _log_stream(function)
    with tempfile.TemporaryDirectory(dir=os.environ["AWS_EMULATOR_FOLDER"]) as folder:
        file = Path(folder, "result.json")
        logs, timed_out = _run(function, event, str(file), request_id, log_stream)
        text = file.read_text() if file.exists() else ""
    payload, error, last_words = _outcome(text, timed_out, function, request_id)
    return Outcome(payload, error, f"{logs}{last_words}\n", request_id, log_stream)
