"""Where a verifier may be sent: public hosts over https, and the operator's own by name."""

import pytest

from credentials.verifying.addresses import Address, is_public, look_up, public_addresses
from credentials.verifying.verdicts import CheckFailed


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1", "::1", "::", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "not-an-address", "",
    ],
)  # fmt: skip
def test_no_address_inside_or_in_disguise_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "164.100.1.1", "2606:4700:4700::1111", "2400:cb00::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_a_name_with_a_public_and_a_private_address_has_none() -> None:
    assert public_addresses(["8.8.8.8", "10.0.0.1"]) == ()
    assert public_addresses(["8.8.8.8", "1.1.1.1"]) == ("8.8.8.8", "1.1.1.1")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "https://",
        "https://name:secret@example.org/", "https://name@example.org/", "https://example.org:22/", "https://example.org:99999/",
        "https://example.org:80/", "https://exa mple.org/",
        "https://example.org\\@inside/", "https://example.org/\r\nX: y",
        "https://[::1/", "https://ex_.-/", "https://" + "a" * 3000, "//example.org/", "https://example.org/\x00",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(CheckFailed) as refused:
        Address.of(url)
    assert refused.value.code == "address-broken"


def test_a_fragment_is_never_part_of_the_request() -> None:
    address = Address.of("https://Example.org/status/7#94567")
    assert (address.url, address.authority) == ("https://example.org/status/7", "example.org")


def test_a_high_port_and_a_query_are_kept() -> None:
    address = Address.of("https://example.org:8443/did.json?v=1")
    assert (address.authority, address.target) == ("example.org:8443", "/did.json?v=1")


def test_letters_beyond_ascii_are_encoded() -> None:
    address = Address.of("https://विद्या.example/अ")
    assert address.host.startswith("xn--")
    assert address.target == "/%E0%A4%85"


def test_only_a_named_host_is_spoken_to_by_plain_http() -> None:
    near = frozenset(("127.0.0.1:8000",))
    assert Address.of("http://127.0.0.1:8000/x", near=near).is_near
    for other in ("http://127.0.0.1:8001/x", "http://localhost:8000/x"):
        with pytest.raises(CheckFailed):
            Address.of(other, near=near)


def test_the_system_resolver_is_asked_within_a_time() -> None:
    assert "127.0.0.1" in look_up("localhost", 80, 5)
    with pytest.raises(OSError):
        look_up("no-such-host.invalid", 80, 5)
