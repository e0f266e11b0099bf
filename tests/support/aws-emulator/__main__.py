"""usage: python3 tests/support/aws-emulator [PORT]

Serves emulated AWS on 127.0.0.1, at the port or at a free one, and prints its address.
Started by tests/support/aws-emulator.ts, which sets the environment that it needs.
"""

import logging
import os
import signal
import sys

from werkzeug.serving import WSGIRequestHandler, make_server

import settings

settings.apply()

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402

import services.all  # noqa: E402
from application import Application  # noqa: E402
from aws.call import serve_by  # noqa: E402
from cloudformation.custom_resource import answer_at  # noqa: E402
from databases import restored  # noqa: E402


class QuietHandler(WSGIRequestHandler):
    def log_request(self, *_args) -> None:
        pass


def end(*_) -> None:
    restored.stop_all()
    os._exit(0)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    application = Application(DomainDispatcherApplication(create_backend_app))
    serve_by(application)
    services.all.install()
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True
    endpoint = f"http://127.0.0.1:{server.server_port}"
    os.environ["AWS_EMULATOR_ENDPOINT"] = endpoint
    os.environ["MOTO_PORT"] = str(server.server_port)
    answer_at(endpoint)
    signal.signal(signal.SIGTERM, end)
    print(f"emulated AWS: {endpoint}", flush=True)
    server.serve_forever()


main()
