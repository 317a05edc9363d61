"""Whoever asks too often is told when to come back."""

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cast import Cast
from tests.credentials.verify_pages.hands import PAGE, a_document, paste, verdict, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_a_minute(settings: LazySettings) -> None:
    settings.API_RATES = {**settings.API_RATES, "public": (2, 60)}


def test_the_third_of_two_is_asked_to_wait_on_the_page_and_by_the_api(two_a_minute: None) -> None:
    first, _, third = paste("a"), Client().get(PAGE, {"id": "5"}), paste("a")
    assert "r=1" in first["RateLimit"]
    assert third.status_code == 429 and 0 < int(third["Retry-After"]) <= 60
    assert "Too much in a short time" in words(third) and "try again" in words(third)
    api = Client().post("/api/v1/verify/", {"credential": "a"}, content_type="application/json")
    assert (api.status_code, api.json()["code"]) == (429, "throttled")


def test_the_empty_form_is_always_open(two_a_minute: None) -> None:
    assert [Client().get(PAGE).status_code for _ in range(4)] == [200] * 4


def test_without_the_cache_nobody_is_held_up(cast: Cast, settings: LazySettings) -> None:
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}
    assert verdict(paste(a_document(cast)[1]))[0] == "valid"
