"""The vocabulary to which credentials link, as one page that anybody may read."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from credentials.queries.words import anchor_of, vocabulary


class Words(View):
    """Every word, each with an anchor."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        crumbs = [{"label": _("Home"), "url": "/"}, {"label": _("Words in our credentials"), "url": ""}]
        return render(request, "credentials/carry_words.html", {"words": vocabulary(), "crumbs": crumbs})


class Word(View):
    """The address of one word as documents have it."""

    def get(self, request: HttpRequest, word: str) -> HttpResponse:
        """Send the reader to the word on the page."""
        return HttpResponseRedirect(f"{reverse('terms')}#{anchor_of(word)}")
