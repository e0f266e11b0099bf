"""What EC2's types share."""

from cloudformation.provider import Resource
from services.tagging import as_list, tag_changes

SERVICE = "ec2"


def tag(r: Resource, identifier: str) -> None:
    """Gives an EC2 resource the template's tags, and takes away those it has no more."""
    new, removed = tag_changes(r)
    if removed:
        gone = [{"Key": key} for key in removed]
        r.call(SERVICE, "DeleteTags", Resources=[identifier], Tags=gone)
    own = {
        "aws:cloudformation:stack-name": r.stack_name,
        "aws:cloudformation:logical-id": r.logical_id,
    }
    r.call(SERVICE, "CreateTags", Resources=[identifier], Tags=as_list({**own, **new}))
