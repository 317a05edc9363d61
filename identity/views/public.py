"""Pages that anyone may read without signing in."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from identity.views.gallery import specimens


class PublicPage(TemplateView):
    """A page of words: its template is templates/pages/<name>.html, its title heads the breadcrumbs."""

    title: str | Promise = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the page stands."""
        crumbs = [{"label": _("Home"), "url": "/"}, {"label": self.title, "url": ""}]
        return super().get_context_data(crumbs=crumbs if self.title else [], title=self.title, **kwargs)


class Gallery(PublicPage):
    """Every component in every state, shown only while developing."""

    template_name = "pages/design.html"
    title = _("Design")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse outside development."""
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one of everything."""
        return super().get_context_data(**specimens(), **kwargs)
