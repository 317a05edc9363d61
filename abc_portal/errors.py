"""What an address that does not exist and a fault of ours answer: a page, or a problem on the API."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from identity.api import problems

API_PREFIX = "/api/"


@csrf_exempt  # nothing is there to protect, and the answer must be a problem, not a page
def no_such_endpoint(request: HttpRequest) -> HttpResponse:
    """Answer an address of the API that no room serves."""
    return problems.not_found(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    if request.path.startswith(API_PREFIX):
        return problems.not_found(request)
    return defaults.page_not_found(request, exception)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    if request.path.startswith(API_PREFIX):
        return problems.fault(request)
    return defaults.server_error(request)
