"""SNS: what subscribed functions are told, and nobody outside this machine."""

from datetime import UTC, datetime

from moto.sns.models import Subscription

from functions.asynchronous import invoke_asynchronously


def _attributes(given: dict | None) -> dict:
    return {
        name: {"Type": it["Type"], "Value": it["Value"]} for name, it in (given or {}).items()
    }


def _event(subscription, message: str, message_id: str, subject: str | None, attributes) -> dict:
    sent = {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": subscription.topic.arn,
        "Subject": subject,
        "Message": message,
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "SignatureVersion": "1",
        "Signature": "emulated",
        "SigningCertUrl": "emulated",
        "UnsubscribeUrl": "emulated",
        "MessageAttributes": _attributes(attributes),
    }
    record = {
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription.arn,
        "Sns": sent,
    }
    return {"Records": [record]}


def install() -> None:
    publish_only = Subscription.publish

    def publish(self, message, message_id, subject=None, message_attributes=None, **more) -> None:
        if self.protocol in ("http", "https"):
            return
        if self.protocol != "lambda":
            publish_only(self, message, message_id, subject, message_attributes, **more)
            return
        matcher = self._filter_policy_matcher
        if matcher is None or matcher.matches(message_attributes, message):
            event = _event(self, message, message_id, subject, message_attributes)
            invoke_asynchronously(self.endpoint, event)

    Subscription.publish = publish
