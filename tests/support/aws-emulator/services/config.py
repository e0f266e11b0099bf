"""AWS Config: the recorder, where it delivers, and rules."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides

SERVICE = "config"


@provides("AWS::Config::ConfigurationRecorder")
class ConfigurationRecorder(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("Name", 256)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        recorder = {**r.properties, "Name": r.physical_id}
        r.send(SERVICE, "PutConfigurationRecorder", {"ConfigurationRecorder": recorder})

    def delete(self, r: Resource) -> None:
        name = r.physical_id
        r.call(SERVICE, "DeleteConfigurationRecorder", ConfigurationRecorderName=name)


@provides("AWS::Config::DeliveryChannel")
class DeliveryChannel(Provider):
    """CloudFormation starts the recorder with it."""

    def create(self, r: Resource) -> str:
        r.physical_id = r.name("Name", 256)
        self.update(r)
        for recorder in self._recorders(r):
            r.call(SERVICE, "StartConfigurationRecorder", ConfigurationRecorderName=recorder)
        return r.physical_id

    def _recorders(self, r: Resource) -> list[str]:
        found = r.call(SERVICE, "DescribeConfigurationRecorders")["ConfigurationRecorders"]
        return [it["name"] for it in found]

    def update(self, r: Resource) -> None:
        given = r.properties
        channel = {"name": r.physical_id, "s3BucketName": given["S3BucketName"]}
        names = {"S3KeyPrefix": "s3KeyPrefix", "S3KmsKeyArn": "s3KmsKeyArn", "SnsTopicARN": "snsTopicARN"}
        channel |= {names[key]: given[key] for key in names if key in given}
        if "ConfigSnapshotDeliveryProperties" in given:
            frequency = given["ConfigSnapshotDeliveryProperties"]["DeliveryFrequency"]
            channel["configSnapshotDeliveryProperties"] = {"deliveryFrequency": frequency}
        r.call(SERVICE, "PutDeliveryChannel", DeliveryChannel=channel)

    def delete(self, r: Resource) -> None:
        for recorder in self._recorders(r):
            r.call(SERVICE, "StopConfigurationRecorder", ConfigurationRecorderName=recorder)
        r.call(SERVICE, "DeleteDeliveryChannel", DeliveryChannelName=r.physical_id)


@provides("AWS::Config::ConfigRule")
class ConfigRule(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.name("ConfigRuleName", 128)
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        rule = {**r.properties, "ConfigRuleName": r.physical_id}
        r.send(SERVICE, "PutConfigRule", {"ConfigRule": rule})

    def delete(self, r: Resource) -> None:
        with ignore_missing("NoSuchConfigRuleException"):
            r.call(SERVICE, "DeleteConfigRule", ConfigRuleName=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        [rule] = r.call(SERVICE, "DescribeConfigRules", ConfigRuleNames=[r.physical_id])["ConfigRules"]
        return {"Arn": rule["ConfigRuleArn"], "ConfigRuleId": rule["ConfigRuleId"]}
