"""S3: buckets and their policies."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.s3_lifecycle import lifecycle_rule
from services.tagging import as_list

SERVICE = "s3"
REGIONAL = "s3.{region}.amazonaws.com"


def _encryption(value: dict) -> dict:
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": it["ServerSideEncryptionByDefault"],
            **({"BucketKeyEnabled": it["BucketKeyEnabled"]} if "BucketKeyEnabled" in it else {}),
        }
        for it in value["ServerSideEncryptionConfiguration"]
    ]
    return {"ServerSideEncryptionConfiguration": {"Rules": rules}}


def _logging(value: dict) -> dict:
    if not value:
        return {"BucketLoggingStatus": {}}
    enabled = {"TargetBucket": value["DestinationBucketName"], "TargetPrefix": value.get("LogFilePrefix", "")}
    return {"BucketLoggingStatus": {"LoggingEnabled": enabled}}


def _cors(value: dict) -> dict:
    names = {"Id": "ID", "MaxAge": "MaxAgeSeconds", "ExposedHeaders": "ExposeHeaders"}
    rules = [{names.get(key, key): item for key, item in it.items()} for it in value["CorsRules"]]
    return {"CORSConfiguration": {"CORSRules": rules}}


# Property, operation that sets it, its parameters, operation that takes it away.
SETTINGS = {
    "BucketEncryption": ("PutBucketEncryption", _encryption, "DeleteBucketEncryption"),
    "VersioningConfiguration": (
        "PutBucketVersioning",
        lambda value: {"VersioningConfiguration": {"Status": value.get("Status", "Suspended")}},
        None,
    ),
    "PublicAccessBlockConfiguration": (
        "PutPublicAccessBlock",
        lambda value: {"PublicAccessBlockConfiguration": value},
        "DeletePublicAccessBlock",
    ),
    "LifecycleConfiguration": (
        "PutBucketLifecycleConfiguration",
        lambda value: {"LifecycleConfiguration": {"Rules": [lifecycle_rule(it, i) for i, it in enumerate(value["Rules"])]}},
        "DeleteBucketLifecycle",
    ),
    "OwnershipControls": (
        "PutBucketOwnershipControls",
        lambda value: {"OwnershipControls": value},
        "DeleteBucketOwnershipControls",
    ),
    "LoggingConfiguration": ("PutBucketLogging", _logging, None),
    "CorsConfiguration": ("PutBucketCors", _cors, "DeleteBucketCors"),
    "Tags": ("PutBucketTagging", lambda value: {"Tagging": {"TagSet": as_list(value)}}, "DeleteBucketTagging"),
}


@provides("AWS::S3::Bucket")
class Bucket(Provider):
    def create(self, r: Resource) -> str:
        unknown = set(r.properties) - {*SETTINGS, "BucketName"}
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))} of a bucket is not emulated")
        name = r.name("BucketName", 63, lower=True)
        r.call(SERVICE, "CreateBucket", Bucket=name)
        r.physical_id = name
        self.update(r)
        return name

    def update(self, r: Resource) -> None:
        bucket = {"Bucket": r.physical_id}
        for name, (put, params, remove) in SETTINGS.items():
            if not r.changed(name):
                continue
            if r.properties.get(name):
                r.send(SERVICE, put, {**bucket, **params(r.properties[name])})
            elif remove:
                r.call(SERVICE, remove, **bucket)
            else:
                r.send(SERVICE, put, {**bucket, **params({})})

    def delete(self, r: Resource) -> None:
        with ignore_missing("NoSuchBucket"):
            r.call(SERVICE, "DeleteBucket", Bucket=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        name = r.physical_id
        return {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.{REGIONAL.format(region=r.region)}",
            "WebsiteURL": f"http://{name}.s3-website-{r.region}.amazonaws.com",
        }


@provides("AWS::S3::BucketPolicy")
class BucketPolicy(Provider):
    def create(self, r: Resource) -> str:
        r.physical_id = r.properties["Bucket"]
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        params = {"Bucket": r.physical_id, "Policy": r.properties["PolicyDocument"]}
        r.send(SERVICE, "PutBucketPolicy", params)

    def delete(self, r: Resource) -> None:
        with ignore_missing("NoSuchBucket"):
            r.call(SERVICE, "DeleteBucketPolicy", Bucket=r.physical_id)
