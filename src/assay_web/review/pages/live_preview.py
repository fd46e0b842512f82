"""A candidate's own page, in a frame of the workbench: hostile code in a browser, so it gets an origin of its own.

The ``sandbox`` directive makes the document's origin opaque wherever it is opened: no cookies, no storage, no way to
the page around it. Nothing but the files of this candidate can be loaded, and nothing can be sent anywhere: no
connections, no forms, no frames, no way out by navigation (the workbench allows its frames this address only).
A token in the address stands for the cookie that such a document does not send.

A single-file component is compiled in the frame too, by compilers of ours that are given its files in the page: nothing
else is loaded for it, and a candidate that breaks its compiler has broken its own frame.

What no policy of today's browsers covers: a frame inside the frame could reach hosts by WebRTC, and so tell them the
reviewer's address. There is nothing else in it to tell: the frame knows the candidate's files and no more.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, json_script
from django.views.decorators.http import require_safe

from assay_web.kit.visibility import NotVisible
from assay_web.review.selectors.preview_pages import COMPONENTS
from assay_web.review.selectors.previews import preview_files

MOST_OF_A_COMPONENT = 2_000_000
"""Characters of all files that may have a part in it."""

_PARTS = (*COMPONENTS, ".js", ".mjs", ".ts", ".css", ".json")
_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' {files}{more}; "
    "style-src 'unsafe-inline' {files}; img-src data: blob: {files}; font-src data: {files}; media-src data: blob:; "
    "connect-src 'none'; worker-src 'none'; frame-src 'none'; object-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)

_PRELUDE = """<script>(() => {
const parent = window.parent, post = parent.postMessage.bind(parent);
const shown = (part) => {
  try {
    if (typeof part === "string") return part;
    return part instanceof Error ? String(part) : JSON.stringify(part) ?? String(part);
  } catch { return String(part); }
};
const say = (level, parts) =>
  post({ assay: "console", level, text: parts.map(shown).join(" ").slice(0, 2000) }, "*");
for (const level of ["log", "info", "warn", "error", "debug"]) {
  const own = console[level].bind(console);
  console[level] = (...parts) => { say(level, parts); own(...parts); };
}
addEventListener("error", ({ message, filename, lineno }) => {
  const file = (filename || "").split("/").pop();
  say("error", [message ? `${message} (${file}:${lineno})` : "a file could not be loaded"]);
}, true);
addEventListener("unhandledrejection", ({ reason }) => say("error", ["Unhandled:", reason]));
addEventListener("securitypolicyviolation", (event) =>
  say("refused", [event.effectiveDirective, event.blockedURI]));
delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection; delete window.WebTransport;
})();</script>
"""
"""Runs before the candidate: tells the workbench what it prints, and takes away what no policy covers."""


@require_safe
def live_preview(request: HttpRequest, token: str, letter: str, file: str) -> HttpResponse:
    """One file of a candidate, for whoever holds the token."""
    try:
        files = preview_files(token, letter)
    except NotVisible as error:
        raise Http404(str(error)) from None
    if file not in files:
        raise Http404("no such file")
    more = ""
    if file.lower().endswith(COMPONENTS):
        kind, text = "text/html", _component_page(files, file)
        more = f" blob: {request.build_absolute_uri(static('preview/'))}"
    else:
        kind, text = mimetypes.guess_type(file)[0] or "text/plain", files[file]
    if kind == "text/html":
        text = _with_prelude(text)
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    root = request.build_absolute_uri(reverse("live-preview", args=[token, letter, "x"])).removesuffix("x")
    response["Content-Security-Policy"] = _POLICY.format(files=root, more=more)
    # Modules and fonts are fetched with CORS, from an origin that is nobody's; the token is what guards them.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _component_page(files: Mapping[str, str], file: str) -> str:
    """A page that shows one component, with everything that may have a part in it."""
    parts = {path: text for path, text in files.items() if path.lower().endswith(_PARTS)}
    if sum(map(len, parts.values())) > MOST_OF_A_COMPONENT:
        return "<!doctype html><title>Too large</title><p>This candidate is too large to be shown live."
    return format_html(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>{}</title><div id="assay-component"></div>{}'
        '<script type="module" src="{}"></script></html>',
        file,
        json_script({"entry": file, "files": parts}, "assay-files"),
        static("preview/host.js"),
    )


def _with_prelude(text: str) -> str:
    """After the doctype, if there is one: before it, browsers would fall back to their oldest ways."""
    start = text.lstrip()
    end = start.find(">") + 1 if start[:9].lower() == "<!doctype" else 0
    return start[:end] + _PRELUDE + start[end:]


urlpatterns = [path("preview/<str:token>/<str:letter>/<path:file>", live_preview, name="live-preview")]
