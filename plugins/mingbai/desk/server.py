"""A sitting -> the page that it is worked with, served on the loopback address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import waitress
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge
from werkzeug.routing import Map, Rule
from werkzeug.security import safe_join
from werkzeug.utils import redirect, send_file
from werkzeug.wrappers import Request, Response

from mingbai.desk.forms import answers_of, place_of_form
from mingbai.desk.guard import MOST_BYTES, MOST_FIELDS, MOST_FILES, Guard
from mingbai.desk.parcels import HandedIn, Parcel
from mingbai.desk.sitting import Sitting
from mingbai.desk.viewing import view
from mingbai.page import assets

HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PREVIEW = "sandbox allow-same-origin; frame-ancestors 'none'"  # no script, no form of a preview
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_ROUTES = Map(
    [
        Rule("/", endpoint="page", methods=["GET"]),
        Rule("/state", endpoint="state", methods=["GET"]),
        Rule("/desk.css", endpoint="style", methods=["GET"]),
        Rule("/desk.js", endpoint="script", methods=["GET"]),
        Rule("/files", endpoint="receive", methods=["POST"]),
        Rule("/parcels/<id>/place", endpoint="place", methods=["POST"]),
        Rule("/parcels/<id>/answers", endpoint="answers", methods=["POST"]),
        Rule("/parcels/<id>/drop", endpoint="drop", methods=["POST"]),
        Rule("/parcels/<id>/marked", endpoint="marked", methods=["GET"]),
        Rule("/hand-in", endpoint="hand_in", methods=["POST"]),
        Rule("/handed-in/<id>/send", endpoint="send", methods=["POST"]),
        Rule("/handed-in/<id>/take-back", endpoint="take_back", methods=["POST"]),
        Rule("/handed-in/<id>/file", endpoint="bundle", methods=["GET"]),
        Rule("/site/<path:path>", endpoint="preview", methods=["GET"]),
        Rule("/site/", endpoint="preview", methods=["GET"], defaults={"path": ""}),
    ],
    merge_slashes=False,
    redirect_defaults=False,
)
Environ = Mapping[str, Any]


class _Asked(Request):
    """A request whose form cannot be made to cost more than a large month does."""

    max_content_length = MOST_BYTES
    max_form_memory_size = 4 * 1024 * 1024
    max_form_parts = MOST_FIELDS


class DeskApp:
    """The WSGI application of one sitting."""

    def __init__(self, sitting: Sitting, guard: Guard, theme: Path) -> None:
        self._sitting = sitting
        self._guard = guard
        self._theme = theme
        self._templates = Environment(
            loader=FileSystemLoader(HERE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        request = _Asked(environ)
        response = self._answer(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        answer: Iterable[bytes] = response(environ, start_response)
        return answer

    def _answer(self, request: Request) -> Response:
        refusal = self._guard.refusal(request)
        if refusal is not None:
            status, words = refusal
            return self._plain(words, status)
        inside = request.path.removeprefix(f"/{self._guard.token}") or "/"
        try:
            routes = _ROUTES.bind("127.0.0.1")
            endpoint, values = routes.match(inside, method=request.method)
            answer: Callable[..., Response] = getattr(self, f"_{endpoint}")
            return answer(request, **values)
        except RequestEntityTooLarge:
            return self._plain(f"太大了：一次最多 {MOST_BYTES // 1024 // 1024} MB。", 413)
        except HTTPException as refused:
            return self._plain("没有这个网页。", refused.code or 404)

    def _page(self, _request: Request) -> Response:
        template = self._templates.get_template("page.html")
        seen = view(self._sitting.state, self._sitting.desk)
        return Response(template.render(view=seen), mimetype="text/html")

    def _plain(self, words: str, status: int) -> Response:
        body = self._templates.get_template("refused.html").render(words=words)
        return Response(body, status=status, mimetype="text/html")

    def _state(self, _request: Request) -> Response:
        state = self._sitting.state
        body = json.dumps({"looks": state.looks, "doing": state.doing}, ensure_ascii=False)
        return Response(body, mimetype="application/json")

    @cached_property
    def _sheet(self) -> bytes:
        return assets.stylesheet(self._theme) + (HERE / "desk.css").read_bytes()

    def _style(self, _request: Request) -> Response:
        return Response(self._sheet, mimetype="text/css")

    def _script(self, _request: Request) -> Response:
        return Response((HERE / "desk.js").read_bytes(), mimetype="text/javascript")

    def _receive(self, request: Request) -> Response:
        sent = [one for one in request.files.getlist("workbooks") if one.filename]
        if len(sent) > MOST_FILES:
            return self._plain(f"一次最多放 {MOST_FILES} 份。", 413)
        files = [(str(one.filename), one.read()) for one in sent]
        if files:
            self._sitting.receive(files)
        return self._back()

    def _place(self, request: Request, id: str) -> Response:  # as the address has it
        self._sitting.save(place_of_form(self._parcel(id), request.form))
        return self._back()

    def _answers(self, request: Request, id: str) -> Response:
        parcel = self._parcel(id)
        look = self._sitting.state.look
        seen = next(
            (one for one in look.examinations if one.parcel.id == id) if look else iter(()), None
        )
        if seen is None:
            raise NotFound
        self._sitting.save(replace(parcel, answers=answers_of(seen, request.form)))
        return self._back()

    def _drop(self, _request: Request, id: str) -> Response:
        self._sitting.drop(self._parcel(id))
        return self._back()

    def _marked(self, request: Request, id: str) -> Response:
        file = self._sitting.desk.work.file(self._parcel(id))
        return self._file(request, file.with_name(f"{file.stem}-修改清单.xlsx"))

    def _hand_in(self, _request: Request) -> Response:
        self._sitting.hand_in()
        return self._back()

    def _send(self, _request: Request, id: str) -> Response:
        self._sitting.send_again(self._handed(id))
        return self._back()

    def _take_back(self, _request: Request, id: str) -> Response:
        self._sitting.take_back(self._handed(id))
        return self._back()

    def _bundle(self, request: Request, id: str) -> Response:
        return self._file(request, self._sitting.desk.work.bundle(self._handed(id)))

    def _preview(self, request: Request, path: str) -> Response:
        """A page of the portal as it would be; nothing of it runs, and it can send nothing."""
        page_file = safe_join(str(self._sitting.desk.work.site / "after"), path)
        file = Path(page_file) if page_file is not None else None
        if file is not None and file.is_dir():
            if path and not path.endswith("/"):
                return redirect(f"{request.path}/".rpartition("/site/")[0] + f"/site/{path}/", 303)
            file /= "index.html"
        if file is None or not file.is_file():
            raise NotFound
        response = send_file(file, request.environ)
        response.headers["Content-Security-Policy"] = _PREVIEW
        return response

    def _file(self, request: Request, file: Path) -> Response:
        if not file.is_file():
            raise NotFound
        return send_file(file, request.environ, as_attachment=True, download_name=file.name)

    def _parcel(self, id_: str) -> Parcel:
        parcel = self._sitting.desk.work.parcel(id_)
        if parcel is None:
            raise NotFound
        return parcel

    def _handed(self, id_: str) -> HandedIn:
        for handed in self._sitting.desk.work.handed_in():
            if handed.id == id_:
                return handed
        raise NotFound

    def _back(self) -> Response:
        return redirect(f"/{self._guard.token}/", 303)


def server(sitting: Sitting, theme: Path, port: int = 0) -> tuple[Any, Guard]:
    """A server on the loopback address that is not running yet; port 0 takes a free one."""
    made = waitress.create_server(
        _closed,
        host="127.0.0.1",
        port=port,
        threads=4,
        ident=None,
        max_request_body_size=MOST_BYTES + 1024 * 1024,
        max_request_header_size=32 * 1024,
        channel_timeout=120,
        clear_untrusted_proxy_headers=True,
    )
    guard = Guard.new(int(made.effective_port))
    made.application = DeskApp(sitting, guard, theme)
    return made, guard


def _closed(_environ: Any, _start_response: Any) -> Iterable[bytes]:
    """What stands until the port, which the guard has to know, is known."""
    raise RuntimeError("not open yet")
