"""What the emulated snapshots hold: a file for each, with all that the real server held then."""

import os
import shutil
from pathlib import Path

from databases import node_script


def file_of(snapshot: str) -> Path:
    return Path(os.environ["AWS_EMULATOR_SNAPSHOTS"], f"{snapshot}.sql")


def take(snapshot: str, settings: dict) -> None:
    """Keeps what the server holds now; nothing where there is no server."""
    if "writer" not in settings:
        return
    request = {**settings, "file": str(file_of(snapshot))}
    node_script.run("dump-databases.mjs", request, "the database could not be dumped", timeout=120)


def copy(source: str, target: str) -> None:
    if file_of(source).exists():
        shutil.copy(file_of(source), file_of(target))


def remove(snapshot: str) -> None:
    file_of(snapshot).unlink(missing_ok=True)
