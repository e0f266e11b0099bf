"""One AWS operation, without a socket: botocore's models write the request and read the answer."""

import functools
import os
import re
from urllib.parse import urlencode
from uuid import uuid4

import botocore.session
from botocore import parsers, serialize
from botocore.awsrequest import HeadersDict
from botocore.model import OperationModel, ServiceModel
from werkzeug.test import EnvironBuilder, run_wsgi_app

from own.registry import OwnError, operations

ACCOUNT = "123456789012"
REGION = "us-east-1"

# Who calls, for the services that look at the name of the signing service only.
CREDENTIAL = "AWS4-HMAC-SHA256 Credential=emulator/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0"


class AwsError(Exception):
    """What an AWS service refused, with its error code."""

    def __init__(self, code: str, message: str, operation: str):
        super().__init__(f"{message} (operation {operation}, error code {code})")
        self.code = code


_applications: list = []


def serve_by(application) -> None:
    """Names the WSGI application that answers every call."""
    _applications[:] = [application]


@functools.cache
def service_model(service: str) -> ServiceModel:
    loader = botocore.session.get_session().get_component("data_loader")
    return ServiceModel(loader.load_service_model(service, "service-2"), service)


@functools.cache
def operation_model(service: str, operation: str) -> OperationModel:
    return service_model(service).operation_model(operation)


def _with_idempotency_tokens(model: OperationModel, params: dict) -> dict:
    return {**{name: str(uuid4()) for name in model.idempotent_members}, **params}


def _environ(model: OperationModel, request: dict, region: str) -> dict:
    path, _, query = request["url_path"].partition("?")
    fields = request["query_string"]
    pairs = fields if isinstance(fields, str) else urlencode(fields, doseq=True)
    body = request["body"]
    headers = {name: str(value) for name, value in request["headers"].items()}
    scope = model.service_model.signing_name
    headers["Authorization"] = CREDENTIAL.format(region=region, service=scope)
    return EnvironBuilder(
        # Addresses in answers, such as a queue's, are those that everybody reaches.
        base_url=os.environ["AWS_EMULATOR_ENDPOINT"],
        path=path,
        method=request["method"],
        query_string="&".join(part for part in (query, pairs) if part),
        headers=headers,
        data=urlencode(body).encode() if isinstance(body, dict) else body,
        content_type=headers.get("Content-Type"),
    ).get_environ()


def call(service: str, operation: str, params: dict | None = None, region: str = REGION) -> dict:
    """Runs the operation and returns its parsed answer. Raises AwsError."""
    model = operation_model(service, operation)
    own = operations.get((service, operation))
    if own:
        try:
            return own(params or {})
        except OwnError as error:
            raise AwsError(error.code, str(error), operation) from error
    protocol = model.service_model.protocol
    serializer = serialize.create_serializer(protocol, include_validation=True)
    request = serializer.serialize_to_request(_with_idempotency_tokens(model, params or {}), model)
    pieces, status, headers = run_wsgi_app(
        _applications[0], _environ(model, request, region), buffered=True
    )
    code = int(status.split(" ")[0])
    answer = {"status_code": code, "headers": HeadersDict(headers.items()), "body": b"".join(pieces)}
    if code >= 500 and not answer["body"].lstrip().startswith((b"<", b"{")):
        raise AwsError("InternalFailure", answer["body"].decode(errors="replace")[-600:], operation)
    parsed = parsers.create_parser(protocol).parse(answer, model.output_shape)
    if code >= 300:
        error = parsed.get("Error", {})
        text = error.get("Message") or re.sub(r"\s+", " ", answer["body"].decode(errors="replace"))
        raise AwsError(str(error.get("Code", code)), text[:1000], operation)
    return parsed
