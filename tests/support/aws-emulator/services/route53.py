"""Route 53: zones and records."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides

SERVICE = "route53"


@provides("AWS::Route53::HostedZone")
class HostedZone(Provider):
    def create(self, r: Resource) -> str:
        unknown = set(r.properties) - {"Name", "HostedZoneConfig", "HostedZoneTags"}
        if unknown:
            raise ValueError(f"{', '.join(unknown)} of a hosted zone is not emulated")
        params = {**r.only("Name", "HostedZoneConfig"), "CallerReference": r.stack_id + r.logical_id}
        made = r.send(SERVICE, "CreateHostedZone", params)["HostedZone"]
        return made["Id"].rpartition("/")[2]

    def update(self, r: Resource) -> None:
        comment = r.properties.get("HostedZoneConfig", {}).get("Comment", "")
        r.call(SERVICE, "UpdateHostedZoneComment", Id=r.physical_id, Comment=comment)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteHostedZone", Id=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        found = r.call(SERVICE, "GetHostedZone", Id=r.physical_id)
        servers = found.get("DelegationSet", {}).get("NameServers", [])
        return {"Id": r.physical_id, "NameServers": servers}


@provides("AWS::Route53::RecordSet")
class RecordSet(Provider):
    def _change(self, r: Resource, action: str, properties: dict) -> None:
        record = {k: v for k, v in properties.items() if k not in ("HostedZoneId", "HostedZoneName", "Comment")}
        if "ResourceRecords" in record:
            record["ResourceRecords"] = [{"Value": it} for it in record["ResourceRecords"]]
        if "AliasTarget" in record:
            record["AliasTarget"] = {"EvaluateTargetHealth": False, **record["AliasTarget"]}
        change = {"Action": action, "ResourceRecordSet": record}
        params = {"HostedZoneId": properties["HostedZoneId"], "ChangeBatch": {"Changes": [change]}}
        r.send(SERVICE, "ChangeResourceRecordSets", params)

    def create(self, r: Resource) -> str:
        self._change(r, "CREATE", r.properties)
        return r.properties["Name"].rstrip(".")

    def update(self, r: Resource) -> None:
        self._change(r, "UPSERT", r.properties)

    def delete(self, r: Resource) -> None:
        with ignore_missing("NoSuchHostedZone", "InvalidChangeBatch"):
            self._change(r, "DELETE", r.properties)
