"""Certificate Manager: certificates, valid by DNS at once when their zone is here."""

from cloudformation.provider import Provider, Resource, provides
from services.tagging import as_list, tag_changes

SERVICE = "acm"


@provides("AWS::CertificateManager::Certificate")
class Certificate(Provider):
    def create(self, r: Resource) -> str:
        params = r.without("DomainValidationOptions", "CertificateTransparencyLoggingPreference")
        if "CertificateTransparencyLoggingPreference" in r.properties:
            preference = r.properties["CertificateTransparencyLoggingPreference"]
            params["Options"] = {"CertificateTransparencyLoggingPreference": preference}
        self._check_zones(r)
        return r.send(SERVICE, "RequestCertificate", params)["CertificateArn"]

    def _check_zones(self, r: Resource) -> None:
        """AWS writes the records that prove ownership into these zones."""
        options = r.properties.get("DomainValidationOptions", [])
        for option in options:
            r.call("route53", "GetHostedZone", Id=option["HostedZoneId"])
        names = {r.properties["DomainName"], *r.properties.get("SubjectAlternativeNames", [])}
        missing = names - {it["DomainName"] for it in options}
        if missing:
            raise ValueError(f"nobody would validate {', '.join(sorted(missing))}: AWS waits for ever")

    def update(self, r: Resource) -> None:
        new, removed = tag_changes(r)
        arn = {"CertificateArn": r.physical_id}
        if removed:
            r.call(SERVICE, "RemoveTagsFromCertificate", **arn, Tags=[{"Key": it} for it in removed])
        if new:
            r.call(SERVICE, "AddTagsToCertificate", **arn, Tags=as_list(new))

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteCertificate", CertificateArn=r.physical_id)
