"""SNS topics and SQS queues, with their policies."""

import json

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.tagging import as_list, as_map, tag_changes


@provides("AWS::SQS::Queue")
class Queue(Provider):
    def _attributes(self, properties: dict) -> dict[str, str]:
        values = {k: v for k, v in properties.items() if k not in ("QueueName", "Tags")}
        return {
            key: json.dumps(value) if isinstance(value, (dict, bool)) else str(value)
            for key, value in values.items()
        }

    def create(self, r: Resource) -> str:
        params = {"QueueName": r.name("QueueName", 80), "Attributes": self._attributes(r.properties)}
        tags = as_map(r.properties.get("Tags"))
        return r.call("sqs", "CreateQueue", **params, **({"tags": tags} if tags else {}))["QueueUrl"]

    def update(self, r: Resource) -> None:
        url = {"QueueUrl": r.physical_id}
        r.call("sqs", "SetQueueAttributes", **url, Attributes=self._attributes(r.properties))
        new, removed = tag_changes(r)
        if removed:
            r.call("sqs", "UntagQueue", **url, TagKeys=removed)
        if new:
            r.call("sqs", "TagQueue", **url, Tags=new)

    def delete(self, r: Resource) -> None:
        r.call("sqs", "DeleteQueue", QueueUrl=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        asked = {"QueueUrl": r.physical_id, "AttributeNames": ["QueueArn"]}
        arn = r.call("sqs", "GetQueueAttributes", **asked)["Attributes"]["QueueArn"]
        return {"Arn": arn, "QueueName": arn.split(":")[-1], "QueueUrl": r.physical_id}


@provides("AWS::SQS::QueuePolicy")
class QueuePolicy(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return f"{r.stack_name}-{r.logical_id}"

    def _set(self, r: Resource, queues: list[str], policy: str) -> None:
        for url in queues:
            r.call("sqs", "SetQueueAttributes", QueueUrl=url, Attributes={"Policy": policy})

    def update(self, r: Resource) -> None:
        self._set(r, r.properties["Queues"], json.dumps(r.properties["PolicyDocument"]))

    def delete(self, r: Resource) -> None:
        with ignore_missing("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"):
            self._set(r, r.properties["Queues"], "")


@provides("AWS::SNS::Topic")
class Topic(Provider):
    plain = ("DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig", "FifoTopic", "ContentBasedDeduplication")

    def _attributes(self, r: Resource) -> dict[str, str]:
        return {
            key: str(value).lower() if isinstance(value, bool) else str(value)
            for key, value in r.only(*self.plain).items()
        }

    def create(self, r: Resource) -> str:
        unknown = set(r.properties) - {*self.plain, "TopicName", "Tags", "Subscription"}
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is not emulated")
        params = {"Name": r.name("TopicName", 256), "Attributes": self._attributes(r)}
        tags = as_list(r.properties.get("Tags"))
        r.physical_id = r.call("sns", "CreateTopic", **params, Tags=tags)["TopicArn"]
        for subscription in r.properties.get("Subscription", []):
            r.send("sns", "Subscribe", {"TopicArn": r.physical_id, **subscription})
        return r.physical_id

    def update(self, r: Resource) -> None:
        for name, value in self._attributes(r).items():
            params = {"TopicArn": r.physical_id, "AttributeName": name, "AttributeValue": value}
            r.call("sns", "SetTopicAttributes", **params)
        new, removed = tag_changes(r)
        if removed:
            r.call("sns", "UntagResource", ResourceArn=r.physical_id, TagKeys=removed)
        if new:
            r.call("sns", "TagResource", ResourceArn=r.physical_id, Tags=as_list(new))

    def delete(self, r: Resource) -> None:
        r.call("sns", "DeleteTopic", TopicArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"TopicArn": r.physical_id, "TopicName": r.physical_id.split(":")[-1]}


@provides("AWS::SNS::TopicPolicy")
class TopicPolicy(Provider):
    def create(self, r: Resource) -> str:
        self.update(r)
        return f"{r.stack_name}-{r.logical_id}"

    def update(self, r: Resource) -> None:
        policy = {"AttributeName": "Policy", "AttributeValue": json.dumps(r.properties["PolicyDocument"])}
        for arn in r.properties["Topics"]:
            r.call("sns", "SetTopicAttributes", TopicArn=arn, **policy)

    def delete(self, r: Resource) -> None:
        """The topics go with it, or keep the policy, as on AWS."""


@provides("AWS::SNS::Subscription")
class Subscription(Provider):
    plain = ("FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "DeliveryPolicy")

    def _attributes(self, r: Resource) -> dict[str, str]:
        return {
            key: value if isinstance(value, str) else json.dumps(value)
            for key, value in r.only(*self.plain).items()
        }

    def create(self, r: Resource) -> str:
        params = {**r.only("TopicArn", "Protocol", "Endpoint"), "ReturnSubscriptionArn": True}
        attributes = self._attributes(r)
        return r.send("sns", "Subscribe", {**params, "Attributes": attributes})["SubscriptionArn"]

    def update(self, r: Resource) -> None:
        for name, value in self._attributes(r).items():
            params = {"AttributeName": name, "AttributeValue": value}
            r.call("sns", "SetSubscriptionAttributes", SubscriptionArn=r.physical_id, **params)

    def delete(self, r: Resource) -> None:
        with ignore_missing("NotFound"):
            r.call("sns", "Unsubscribe", SubscriptionArn=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": r.physical_id}
