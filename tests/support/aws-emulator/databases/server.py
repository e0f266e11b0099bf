"""Where the real database server is, if there is one."""

import json
import os


def settings() -> dict:
    return json.loads(os.environ.get("AWS_EMULATOR_DATABASE") or "{}")


def find(role: str) -> dict | None:
    """Host and port of the "writer" or the "reader"."""
    return settings().get(role)
