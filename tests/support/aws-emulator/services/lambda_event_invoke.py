"""Lambda: moto tells the time of an EventInvokeConfig as text, clients read seconds."""

import time

from moto.awslambda.models import EventInvokeConfig


def _response(self: EventInvokeConfig) -> dict:
    return {"FunctionArn": self.arn, "LastModified": time.time(), **self.config}


def install() -> None:
    EventInvokeConfig.response = _response
