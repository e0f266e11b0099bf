"""What a topic or a rule could not give to a function: it waits in a queue."""

import json

from moto.core.exceptions import JsonRESTError
from moto.sns.models import Subscription

from aws.call import call


def keep(queue_arn: str | None, event, error: JsonRESTError) -> None:
    """Without a queue it is lost, as on AWS."""
    if queue_arn is None:
        return
    url = call("sqs", "GetQueueUrl", {"QueueName": queue_arn.split(":")[-1]})["QueueUrl"]
    why = {"ERROR_MESSAGE": {"DataType": "String", "StringValue": error.message}}
    body = event if isinstance(event, str) else json.dumps(event)
    call("sqs", "SendMessage", {"QueueUrl": url, "MessageBody": body, "MessageAttributes": why})


def _queue_of(subscription) -> str | None:
    return json.loads(subscription.attributes.get("RedrivePolicy", "{}")).get("deadLetterTargetArn")


def install() -> None:
    publish_only = Subscription.publish

    def publish(self, message, message_id, subject=None, message_attributes=None, **more) -> None:
        try:
            publish_only(self, message, message_id, subject, message_attributes, **more)
        except JsonRESTError as error:
            if self.protocol != "lambda":
                raise
            notification = {"Type": "Notification", "MessageId": message_id, "TopicArn": self.topic.arn}
            keep(_queue_of(self), {**notification, "Subject": subject, "Message": message}, error)

    Subscription.publish = publish
