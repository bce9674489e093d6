"""Second opinions: a stand-in server that also misbehaves, a stand-in model; nothing is sent unasked."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from storybible.cli import opinions
from storybible.cli.app import main

DRAFT = "Mara was thirty-one.\nHer grey eyes shone.\n\nOdo Lund came. He was Mara's brother.\n"
GOOD = [
    {"kind": "age", "quote": "Mara was thirty-one", "subject": "Mara", "value": {"age": "31"}},
    {
        "kind": "trait",
        "quote": "Her grey  eyes",
        "subject": "Mara",
        "value": {"trait": "eyes", "value": "grey"},
    },
    {"kind": "name", "quote": "Odo Lund", "subject": None, "value": {"probably": "person"}},
]
BAD = [
    {"kind": "age", "quote": "Mara was forty", "subject": "Mara", "value": {"age": "40"}},
    {"kind": "age", "quote": "Mara was thirty-one", "subject": "Mara", "value": {"age": "blue"}},
    {"kind": "age", "quote": "Mara was thirty-one", "subject": "Mara", "value": 31},
    {"kind": "curse", "quote": "Odo Lund", "value": {}},
    {"kind": "trait", "quote": ["Odo"], "value": {}},
    "nonsense",
    None,
]


class Endpoint(BaseHTTPRequestHandler):
    """Answers every request as the test says."""

    answer: ClassVar[str] = ""
    status: ClassVar[int] = 200
    delay: ClassVar[float] = 0.0
    got: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append({"body": json.loads(body), "key": self.headers.get("Authorization")})
        time.sleep(self.delay)
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.answer.encode("utf-8", "surrogateescape"))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.got.clear()
    Endpoint.status, Endpoint.delay = 200, 0.0
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1/chat/completions"
    server.shutdown()
    server.server_close()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> Path:
    (tmp_path / "bible").mkdir()
    (tmp_path / "bible" / "storybible.yaml").write_text(
        f"llm: {{url: {endpoint}, model: small, timeout: 0.5}}\nnlp: stand-in\n", encoding="utf-8"
    )
    (tmp_path / "bible" / "people.yaml").write_text(
        "characters: {mara: {name: Mara Venn}}\n", encoding="utf-8"
    )
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(content: object) -> str:
    return json.dumps({"choices": [{"message": {"content": content}}]})


def scanned(
    capsys: pytest.CaptureFixture[str], flag: str = "language model"
) -> list[tuple[str, str, Any, Any]]:
    found = json.loads(capsys.readouterr().out)["candidates"]
    return [(c["kind"], c["quote"], c["value"], c["subject"]) for c in found if flag in c["flags"]]


def test_what_it_says_is_proposed_where_it_is_verbatim(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Endpoint.answer = said("```json\n" + json.dumps([*GOOD, *BAD, GOOD[0]]) + "\n```")
    assert main(["scan", "draft.md", "--llm", "--yes", "--format", "json"]) == 0
    assert scanned(capsys) == [
        ("age", "Mara was thirty-one", {"age": "31"}, "mara"),
        ("trait", "Her grey eyes", {"trait": "eyes", "value": "grey"}, "mara"),
        ("name", "Odo Lund", {"probably": "person"}, None),
    ]
    (request,) = Endpoint.got
    assert request["body"]["model"] == "small"
    assert "Mara was thirty-one" in request["body"]["messages"][1]["content"]
    assert request["key"] is None


def test_what_is_dropped_is_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Endpoint.answer = said(json.dumps(BAD))
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 0
    told = capsys.readouterr().err
    assert "This sends 14 words" in told
    assert "2 of its answers dropped: not verbatim" in told
    assert "3 of its answers dropped: of no known kind" in told


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{",
        "[]",
        "null",
        '{"choices": []}',
        said("no list here"),
        said(None),
        said("[" * 100_000),
        "\udcff\udcfe",
    ],
)
def test_nonsense_is_one_line(here: Path, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    Endpoint.answer = answer
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    assert "gave no list of facts" in capsys.readouterr().err


def test_a_server_that_fails_is_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], endpoint: str
) -> None:
    Endpoint.status = 429
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    assert "refuses: 429" in capsys.readouterr().err
    Endpoint.status, Endpoint.delay = 200, 1.0
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    assert "does not answer" in capsys.readouterr().err
    (here / "bible" / "storybible.yaml").write_text(
        "llm: {url: 'file:///etc/hosts', model: x}\n", encoding="utf-8"
    )
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    assert "no web address" in capsys.readouterr().err


def test_nothing_is_sent_unasked(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["scan", "draft.md"]) == 0
    assert main(["scan", "draft.md", "--llm"]) == 2
    assert "nothing was sent" in capsys.readouterr().err
    monkeypatch.setattr(opinions, "can_ask", lambda: True)
    monkeypatch.setattr(opinions, "agreed", lambda question: False)
    assert main(["scan", "draft.md", "--llm"]) == 2
    (here / "bible" / "storybible.yaml").write_text("title: x\n", encoding="utf-8")
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    assert main(["scan", "draft.md", "--nlp"]) == 2
    assert not Endpoint.got


def test_the_key_comes_from_the_environment(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    settings = f"llm: {{url: {endpoint}, model: x, key_from: STAND_IN_KEY}}\n"
    (here / "bible" / "storybible.yaml").write_text(settings, encoding="utf-8")
    Endpoint.answer = said("[]")
    monkeypatch.delenv("STAND_IN_KEY", raising=False)
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    monkeypatch.setenv("STAND_IN_KEY", "sesame")
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 0
    assert [request["key"] for request in Endpoint.got] == ["Bearer sesame"]
    assert "sesame" not in capsys.readouterr().err


def test_a_spacy_model_proposes_names(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipeline(text: str) -> SimpleNamespace:
        at = text.index("Odo Lund")
        people = [("Odo Lund", at, "PERSON"), ("Mara", 0, "PERSON"), ("thirty-one", 9, "DATE")]
        return SimpleNamespace(
            ents=[
                SimpleNamespace(text=name, start_char=start, end_char=start + len(name), label_=label)
                for name, start, label in people
            ]
        )

    stand_in = ModuleType("spacy")
    stand_in.load = lambda model, exclude: pipeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", stand_in)
    assert main(["scan", "draft.md", "--nlp", "--format", "json"]) == 0
    assert scanned(capsys, "spacy") == [("name", "Odo Lund", {"times": 1, "probably": "person"}, None)]


def test_spacy_that_is_not_there_is_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert main(["scan", "draft.md", "--nlp"]) == 2
    assert "pip install 'storybible[nlp]'" in capsys.readouterr().err


def test_nothing_goes_on_to_another_host(
    here: Path, capsys: pytest.CaptureFixture[str], endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Endpoint.answer = said("[]")

    def elsewhere(self: Endpoint) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302)
        self.send_header("Location", endpoint.replace("127.0.0.1", "localhost"))
        self.end_headers()

    monkeypatch.setattr(Endpoint, "do_POST", elsewhere)
    assert main(["scan", "draft.md", "--llm", "--yes"]) == 2
    assert "refuses: 302" in capsys.readouterr().err
