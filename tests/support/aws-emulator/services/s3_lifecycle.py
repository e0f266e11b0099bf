"""S3: lifecycle rules, which CloudFormation writes in its own way."""

EXPIRATIONS = {
    "ExpirationInDays": "Days",
    "ExpirationDate": "Date",
    "ExpiredObjectDeleteMarker": "ExpiredObjectDeleteMarker",
}
SIZES = ("ObjectSizeGreaterThan", "ObjectSizeLessThan")


def _filter(given: dict) -> dict:
    plain = {"Prefix": given.pop("Prefix")} if "Prefix" in given else {}
    plain |= {name: int(given.pop(name)) for name in SIZES if name in given}
    tags = given.pop("TagFilters", [])
    if len(plain) + len(tags) > 1:
        return {"And": {**plain, **({"Tags": tags} if tags else {})}}
    if tags:
        return {"Tag": tags[0]}
    return plain or {"Prefix": ""}


def _transitions(given: dict) -> list[dict]:
    return [
        {"Days": it["TransitionInDays"], "StorageClass": it["StorageClass"]}
        for it in given.pop("Transitions")
    ]


def lifecycle_rule(rule: dict, index: int) -> dict:
    """A template's rule as S3's API wants it. Raises ValueError for what is not emulated."""
    given = dict(rule)
    made: dict = {"ID": given.pop("Id", f"rule-{index}"), "Status": given.pop("Status")}
    made["Filter"] = _filter(given)
    expiration = {key: given.pop(name) for name, key in EXPIRATIONS.items() if name in given}
    if expiration:
        made["Expiration"] = expiration
    if "NoncurrentVersionExpirationInDays" in given:
        days = given.pop("NoncurrentVersionExpirationInDays")
        made["NoncurrentVersionExpiration"] = {"NoncurrentDays": days}
    if "Transitions" in given:
        made["Transitions"] = _transitions(given)
    for name in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"):
        if name in given:
            made[name] = given.pop(name)
    if given:
        raise ValueError(f"lifecycle rule with {', '.join(given)} is not emulated")
    return made
