"""Answers requests for our own operations; the rest is moto's."""

from functools import cache
from io import BytesIO
from urllib.parse import parse_qsl

from botocore.model import OperationModel
from werkzeug.wrappers import Request, Response

from aws.call import operation_model, service_model
from own.read import path_pattern, read_params
from own.registry import OwnError, operations
from own.write import write_error, write_result


@cache
def _services() -> dict[str, str]:
    """botocore's names by the names that requests are signed for."""
    return {service_model(name).signing_name: name for name in {it for it, _ in operations}}


def _find(service: str, environ: dict, body: bytes) -> OperationModel | None:
    protocol = service_model(service).protocol
    names = [name for own, name in operations if own == service]
    if protocol == "json":
        name = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
        return operation_model(service, name) if name in names else None
    if protocol == "query":
        name = dict(parse_qsl(body.decode(errors="replace"))).get("Action", "")
        return operation_model(service, name) if name in names else None
    for model in (operation_model(service, name) for name in names):
        same = model.http["method"] == environ["REQUEST_METHOD"]
        if same and path_pattern(model).match(environ["PATH_INFO"]):
            wanted = model.http["requestUri"].partition("?")[2]
            if not wanted or wanted in environ.get("QUERY_STRING", ""):
                return model
    return None


def answer(signing_name: str, environ: dict) -> Response | None:
    """The answer, or None when the operation is not ours."""
    service = _services().get(signing_name)
    if service is None:
        return None
    body = Request(environ).get_data()
    model = _find(service, environ, body)
    if model is None:
        # The body was read: moto gets it once more.
        environ["wsgi.input"] = BytesIO(body)
        return None
    try:
        result = operations[service, model.name](read_params(model, environ, body))
    except OwnError as error:
        return write_error(model, error.code, str(error), error.status)
    return write_result(model, result)
