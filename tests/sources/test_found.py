"""Domains: whose address it is, and who may speak for it."""

import pytest

from bot.sources.found import domain_of, domains_of, speaks_for


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.checks.example.org/a", "example.org"),
        ("https://news.checks.co.uk/a", "checks.co.uk"),
        ("https://somebody.github.io/a", "somebody.github.io"),
        ("http://127.0.0.1:8080/feed", "127.0.0.1"),
        ("http://[2001:db8::1]:8080/feed", "2001:db8::1"),
        ("http://localhost/feed", "localhost"),
        ("nonsense", ""),
    ],
)
def test_the_domain_of_an_address(url: str, domain: str) -> None:
    assert domain_of(url) == domain


def test_one_number_does_not_speak_for_another_with_the_same_end() -> None:
    assert domains_of("http://10.1.0.7/feed") == ["10.1.0.7"]
    assert not speaks_for(["10.1.0.7"], "http://192.168.0.7/")
    assert speaks_for(["10.1.0.7"], "http://10.1.0.7:81/a")
