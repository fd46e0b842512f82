from wsgiref.types import StartResponse, WSGIEnvironment


def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """The whole service."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"well\n" if environ["PATH_INFO"] == "/healthz" else b"hello\n"]
