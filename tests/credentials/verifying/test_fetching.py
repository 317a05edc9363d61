"""Fetching what strangers name, from servers that mean well and servers that don't."""

import gzip
import socket
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from credentials.verifying.fetching import Outside
from credentials.verifying.verdicts import CheckFailed
from tests.credentials.verifying.servers import Server, Speak, certificate, saying, serving


def near(server: Server, **more: int) -> Outside:
    return Outside(near=frozenset((server.authority,)), **more)  # type: ignore[arg-type]


def refusal(outside: Outside, url: str, *, seconds: float = 5) -> str:
    with pytest.raises(CheckFailed) as failed:
        outside.get(url, seconds=seconds)
    return failed.value.code


def test_a_document_is_fetched_and_nothing_is_told_but_the_address() -> None:
    with serving(saying(b'{"a": 1}')) as server:
        assert near(server).get(server.url("/list/7?x=1#94567")) == b'{"a": 1}'
    request, *headers = server.asked[0].split("\r\n")
    assert request == "GET /list/7?x=1 HTTP/1.1"
    names = {header.split(":")[0].lower() for header in headers if header}
    assert names == {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert "94567" not in server.asked[0]


def test_a_host_that_is_not_named_is_refused_on_loopback() -> None:
    with serving(saying(b"{}")) as server:
        assert refusal(Outside(), f"https://127.0.0.1:{server.port}/") == "address-not-public"
        assert refusal(Outside(), server.url()) == "address-broken"
    assert not server.asked


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    assert refusal(Outside(look_up=lambda *_: (address,)), "https://university.example/") == "address-not-public"


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to() -> None:
    asked: list[str] = []

    def rebinding(host: str, _port: int, _seconds: float) -> Sequence[str]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.1",)

    with serving(saying(b"{}")) as server:
        authority = f"university.example:{server.port}"
        outside = Outside(near=frozenset((authority,)), look_up=rebinding)
        assert outside.get(f"http://{authority}/") == b"{}"
    assert asked == ["university.example"]
    assert f"Host: {authority}\r\n" in server.asked[0]


def test_a_slow_drip_ends_at_the_time_limit() -> None:
    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(200):
            line.sendall(b"x")
            time.sleep(0.05)

    begun = time.monotonic()
    with serving(drip) as server:
        assert refusal(near(server), server.url(), seconds=0.6) == "answer-too-slow"
    assert time.monotonic() - begun < 2


def test_headers_that_drip_end_at_the_time_limit() -> None:
    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            line.sendall(b"X-%d: y\r\n" % number)
            time.sleep(0.05)

    with serving(drip) as server:
        assert refusal(near(server), server.url(), seconds=0.6) == "answer-too-slow"


def test_an_endless_body_is_cut() -> None:
    def flood(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            line.sendall(b" " * 65536)

    with serving(flood) as server:
        assert refusal(near(server), server.url()) == "answer-too-large"


def test_endless_chunks_are_cut() -> None:
    def flood(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            line.sendall(b"1000\r\n" + b" " * 4096 + b"\r\n")

    with serving(flood) as server:
        assert refusal(near(server), server.url()) == "answer-too-large"


def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = saying(gzip.compress(b" " * 50_000_000), more="Content-Encoding: gzip\r\n")
    with serving(bomb) as server:
        assert refusal(near(server), server.url()) == "answer-too-large"


def test_a_packed_answer_is_unpacked() -> None:
    with serving(saying(gzip.compress(b"{}"), more="Content-Encoding: gzip\r\n")) as server:
        assert near(server).get(server.url()) == b"{}"


@pytest.mark.parametrize(
    ("speak", "code"),
    [
        (saying(b"<html>", kind="text/html"), "answer-of-another-kind"),
        (saying(b"{}", more="Content-Encoding: br\r\n"), "answer-of-another-kind"),
        (saying(b"{}", more="Content-Encoding: gzip\r\n"), "answer-broken"),
        (saying(b"", status="404 Not Found"), "answer-refused"),
        (saying(b"", status="500 Oops"), "answer-refused"),
        (lambda line: line.sendall(b"SSH-2.0-OpenSSH_9.6\r\n"), "answer-broken"),
        (lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500), "answer-broken"),
        (lambda line: line.close(), "answer-broken"),
    ],
)
def test_other_answers_are_refused(speak: Speak, code: str) -> None:
    with serving(speak) as server:
        assert refusal(near(server), server.url()) == code


def test_a_redirect_on_the_same_host_is_followed() -> None:
    def speak(line: socket.socket) -> None:
        first = len(server.asked) == 1
        answer = saying(b"", status="302 Found", more="Location: /there\r\n") if first else saying(b"{}")
        answer(line)

    with serving(speak) as server:
        assert near(server).get(server.url("/here")) == b"{}"
    assert server.asked[1].startswith("GET /there ")


@pytest.mark.parametrize(
    "onward",
    ["http://169.254.169.254/latest", "http://10.0.0.1/", "https://127.0.0.1/", "file:///etc/passwd", "", "//["],
)
def test_a_redirect_inside_or_to_another_scheme_is_refused(onward: str) -> None:
    with serving(saying(b"", status="302 Found", more=f"Location: {onward}\r\n")) as server:
        assert refusal(near(server), server.url()) == "redirect-refused"


def test_a_circle_of_redirects_ends() -> None:
    with serving(saying(b"", status="301 Moved", more="Location: /\r\n")) as server:
        assert refusal(near(server), server.url()) == "redirect-refused"
    assert len(server.asked) == 3


def test_a_name_that_is_unknown_or_too_slow_is_told() -> None:
    def unknown(_host: str, _port: int, _seconds: float) -> Sequence[str]:
        raise OSError("unknown")

    def slow(_host: str, _port: int, _seconds: float) -> Sequence[str]:
        raise TimeoutError

    assert refusal(Outside(look_up=unknown), "https://university.example/") == "host-unknown"
    assert refusal(Outside(look_up=slow), "https://university.example/") == "answer-too-slow"
    assert refusal(Outside(look_up=lambda *_: ()), "https://university.example/") == "host-unknown"


def test_a_closed_door_is_told() -> None:
    with serving(saying(b"{}")) as server:
        pass
    assert refusal(near(server), server.url()) == "no-answer"


def test_tls_is_spoken_by_name_to_the_checked_address(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path, "university.example")
    with serving(saying(b"{}"), theirs) as server:
        names = {f"{name}.example:{server.port}" for name in ("university", "other")}
        outside = Outside(near=frozenset(names), look_up=lambda *_: ("127.0.0.1",), trust=ours)
        assert outside.get(f"https://university.example:{server.port}/") == b"{}"
        # The certificate is another host's.
        assert refusal(outside, f"https://other.example:{server.port}/") == "no-answer"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    theirs, _ = certificate(tmp_path, "university.example")
    with serving(saying(b"{}"), theirs) as server:
        authority = f"university.example:{server.port}"
        outside = Outside(near=frozenset((authority,)), look_up=lambda *_: ("127.0.0.1",))
        assert refusal(outside, f"https://{authority}/") == "no-answer"
    assert not server.asked


def test_a_handshake_that_never_ends_is_cut() -> None:
    with serving(lambda line: time.sleep(3)) as server:
        assert refusal(near(server), f"https://{server.authority}/", seconds=0.5) == "answer-too-slow"
