"""The emulator as one WSGI application: what is ours, and moto for the rest."""

import re
from urllib.parse import parse_qs, parse_qsl

from werkzeug.wrappers import Request, Response

import controls
from cloudformation import api, custom_resource
from functions import invocation
from own import serve
from own.times import with_whole_times
from services.cloudwatch_json import answer_json

SCOPE = re.compile(r"Credential=[^/]+/[^/]+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")


def _service(environ: dict) -> str:
    match = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return match["service"] if match else ""


class Application:
    def __init__(self, moto):
        self.moto = moto

    def _own(self, environ: dict) -> Response | None:
        path, service = environ["PATH_INFO"], _service(environ)
        if path.startswith(custom_resource.RESPONSE_PATH):
            return Response(status=custom_resource.receive(path, Request(environ).get_data()))
        if path.startswith(controls.PATH):
            text = controls.answer(path, Request(environ).get_data())
            return Response(text, content_type="application/json")
        if service == "cloudformation":
            fields = dict(parse_qsl(Request(environ).get_data(as_text=True), keep_blank_values=True))
            status, text = api.answer(fields)
            return Response(text, status, content_type="text/xml")
        if service == "lambda" and invocation.PATH.match(path):
            kind = environ.get("HTTP_X_AMZ_INVOCATION_TYPE", "RequestResponse")
            [qualifier] = parse_qs(environ.get("QUERY_STRING", "")).get("Qualifier", [None])
            status, headers, body = invocation.invoke(
                path, kind, Request(environ).get_data(), qualifier
            )
            return Response(body, status, headers)
        if service == "monitoring" and "HTTP_X_AMZ_TARGET" in environ:
            action = environ["HTTP_X_AMZ_TARGET"].rpartition(".")[2]
            status, headers, text = answer_json(action, Request(environ).get_data())
            return Response(text, status, headers, content_type="application/x-amz-json-1.0")
        return serve.answer(service, environ)

    def __call__(self, environ: dict, start_response):
        answer = self._own(environ) or with_whole_times(self.moto)
        return answer(environ, start_response)
