"""What AWS does by itself or what befalls it, made to happen: no part of any AWS service."""

import json
from datetime import datetime

from databases import restored
from services.rds_snapshots import take_automated

PATH = "/emulator/"


def _take_snapshot(asked: dict) -> dict:
    at = asked.get("createdAt")
    return {"id": take_automated(asked["database"], datetime.fromisoformat(at) if at else None)}


def _hold_restores(asked: dict) -> dict:
    restored.hold(asked["held"])
    return {}


_controls = {"automated-snapshots": _take_snapshot, "held-restores": _hold_restores}


def answer(path: str, body: bytes) -> str:
    return json.dumps(_controls[path.removeprefix(PATH)](json.loads(body)))
