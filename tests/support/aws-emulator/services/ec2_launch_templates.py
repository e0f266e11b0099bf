"""EC2: launch templates; a change makes a new version, as on AWS."""

from cloudformation.provider import Provider, Resource, provides
from services.ec2_support import SERVICE


@provides("AWS::EC2::LaunchTemplate")
class LaunchTemplate(Provider):
    def create(self, r: Resource) -> str:
        params = {
            "LaunchTemplateName": r.name("LaunchTemplateName", 128),
            **r.only("LaunchTemplateData", "VersionDescription", "TagSpecifications"),
        }
        made = r.send(SERVICE, "CreateLaunchTemplate", params)["LaunchTemplate"]
        return made["LaunchTemplateId"]

    def update(self, r: Resource) -> None:
        if r.changed("LaunchTemplateData", "VersionDescription"):
            version = r.only("LaunchTemplateData", "VersionDescription")
            params = {"LaunchTemplateId": r.physical_id, **version}
            r.send(SERVICE, "CreateLaunchTemplateVersion", params)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteLaunchTemplate", LaunchTemplateId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "DescribeLaunchTemplates", LaunchTemplateIds=[r.physical_id])
        [made] = found["LaunchTemplates"]
        return {
            "LaunchTemplateId": r.physical_id,
            "LatestVersionNumber": str(made["LatestVersionNumber"]),
            "DefaultVersionNumber": str(made["DefaultVersionNumber"]),
        }
