"""Times in moto's XML: some lack the zone that newer clients insist on."""

import re

from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

ZONELESS = re.compile(rb">(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?)<")
FORM = "application/x-www-form-urlencoded"


def with_whole_times(application):
    """The application, whose answers to requests in the query protocol name UTC in every time."""

    def answer(environ: dict, start_response):
        if not environ.get("CONTENT_TYPE", "").startswith(FORM):
            return application(environ, start_response)
        pieces, status, headers = run_wsgi_app(application, environ, buffered=True)
        body = ZONELESS.sub(rb">\1Z<", b"".join(pieces))
        headers.remove("Content-Length")
        return Response(body, status, headers)(environ, start_response)

    return answer
