"""DynamoDB checks a condition and writes as one step; moto's threads would get between the two."""

import threading

from moto.dynamodb.responses import DynamoHandler


def install() -> None:
    turn = threading.RLock()
    call_action = DynamoHandler.call_action

    def call_action_alone(self):
        with turn:
            return call_action(self)

    DynamoHandler.call_action = call_action_alone
