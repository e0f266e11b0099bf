"""Real servers that hold what a snapshot held, one for each restored instance."""

import json
import os
import subprocess
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

from databases import admin_user, server, snapshots

SCRIPT = Path(__file__).with_name("restored-server.ts")
STOP_SECONDS = 10

_running: set["RestoredServer"] = set()
_held = threading.Event()


def hold(held: bool) -> None:
    """Restored servers are not ready as long as they are held."""
    (_held.set if held else _held.clear)()


class RestoredServer:
    """Starts in the background; `status` is RDS's word for how far it is."""

    def __init__(self, snapshot: str, username: str):
        self._username = username
        self._status = "creating"
        self._settings: dict = {}
        order = {
            "tls": server.settings().get("tls"),
            "admin": {"username": username, "password": admin_user.create(username)},
        }
        self._process = subprocess.Popen(
            [os.environ["NODE"], "--disable-warning=ExperimentalWarning", str(SCRIPT), str(snapshots.file_of(snapshot))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Not in the emulator's own folder, which goes with the emulator.
            env={**os.environ, "TMPDIR": str(Path(os.environ["AWS_EMULATOR_FOLDER"]).parent)},
            text=True,
            start_new_session=True,
        )
        _running.add(self)
        threading.Thread(target=self._begin, args=(order,), daemon=True).start()

    def _begin(self, order: dict) -> None:
        try:
            self._process.stdin.write(f"{json.dumps(order)}\n")
            self._process.stdin.flush()
            told = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            self._status = "failed"
            return
        url = urlsplit(told["url"])
        self._settings = {
            "writer": {"host": url.hostname, "port": url.port},
            "caFile": told["caFile"],
            "username": unquote(url.username),
            "password": unquote(url.password),
        }
        hopeless = told["statements"] == 0 and "problem" in told
        self._status = "restore-error" if hopeless else "available"

    @property
    def status(self) -> str:
        return "creating" if _held.is_set() else self._status

    @property
    def settings(self) -> dict:
        """As those of the server that all other instances share."""
        return self._settings

    @property
    def address(self) -> dict | None:
        return self._settings.get("writer") if self.status == "available" else None

    def change_password(self, password: str) -> None:
        admin_user.make(self._settings, self._username, password)

    def stop(self) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # Its own end ends the server, too.
            self._process.kill()
            self._process.wait()
        _running.discard(self)


def stop_all() -> None:
    threads = [threading.Thread(target=it.stop) for it in [*_running]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
