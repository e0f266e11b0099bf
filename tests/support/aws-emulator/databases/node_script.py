"""Scripts that speak to a real server, which the emulator's own language has no client for."""

import json
import os
import subprocess
from pathlib import Path


def run(name: str, request: dict, failure: str, timeout: int = 60) -> None:
    """Runs a script of this folder with a request on its input. Raises RuntimeError with `failure`."""
    done = subprocess.run(
        [os.environ["NODE"], str(Path(__file__).with_name(name))],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{failure}: {done.stderr}")
