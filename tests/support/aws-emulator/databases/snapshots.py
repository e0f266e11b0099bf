"""What the emulated snapshots hold: a file for each, with all that the real server held then."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from databases import server

DUMP = Path(__file__).with_name("dump-databases.mjs")


def file_of(snapshot: str) -> Path:
    return Path(os.environ["AWS_EMULATOR_SNAPSHOTS"], f"{snapshot}.sql")


def take(snapshot: str, settings: dict) -> None:
    """Keeps what the server holds now; nothing where there is no server."""
    if "writer" not in settings:
        return
    request = {**settings, "file": str(file_of(snapshot))}
    done = subprocess.run(
        [os.environ["NODE"], str(DUMP)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the database could not be dumped: {done.stderr}")


def copy(source: str, target: str) -> None:
    if file_of(source).exists():
        shutil.copy(file_of(source), file_of(target))


def remove(snapshot: str) -> None:
    file_of(snapshot).unlink(missing_ok=True)
