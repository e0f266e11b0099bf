"""Unpacked packages of functions, one folder for each content."""

import io
import os
import threading
import zipfile
from pathlib import Path
from uuid import uuid4

_lock = threading.Lock()


def unpacked(code: bytes, sha256: str) -> Path:
    """The folder of this package; kept until the emulator's own folder is removed."""
    folder = Path(os.environ["AWS_EMULATOR_FOLDER"], "packages", sha256.replace("/", "_"))
    with _lock:
        if not folder.is_dir():
            started = folder.with_name(f"{folder.name}.{uuid4().hex}")
            with zipfile.ZipFile(io.BytesIO(code)) as package:
                package.extractall(started)
            started.rename(folder)
    return folder
