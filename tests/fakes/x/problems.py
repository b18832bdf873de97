"""What the API says when it refuses: RFC 7807 problems in X's spelling, raised as exceptions."""

from http import HTTPStatus
from typing import Any

_TYPES = "https://api.twitter.com/2/problems/"


class ApiProblem(Exception):
    """A refusal: HTTP status, and the members of its JSON body."""

    def __init__(
        self, status: int, detail: str, *, title: str = "", kind: str = "about:blank", **more: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.title = title or HTTPStatus(status).phrase
        self.detail = detail
        self.kind = kind if kind == "about:blank" else _TYPES + kind
        self.more = more

    def body(self) -> dict[str, Any]:
        """The JSON body."""
        return {
            "title": self.title,
            "detail": self.detail,
            "type": self.kind,
            "status": self.status,
            **self.more,
        }


def unauthorized(detail: str = "Unauthorized") -> ApiProblem:
    """401: no credentials, or none that count."""
    return ApiProblem(401, detail)


def forbidden(detail: str) -> ApiProblem:
    """403: understood, and refused by a rule."""
    return ApiProblem(403, detail)


def not_enrolled(detail: str) -> ApiProblem:
    """403: the plan of this app has no such call."""
    return ApiProblem(
        403, detail, title="Client Forbidden", kind="client-forbidden", reason="client-not-enrolled"
    )


def unsupported_authentication(kind: str, allowed: str) -> ApiProblem:
    """403: the right keys of the wrong kind."""
    return ApiProblem(
        403,
        f"Authenticating with {kind} is forbidden for this endpoint. "
        f"Supported authentication types are [{allowed}].",
        title="Unsupported Authentication",
        kind="unsupported-authentication",
    )


def invalid_request(message: str, **parameters: Any) -> ApiProblem:
    """400: a parameter or the body is wrong; ``parameters`` names the culprits and what they held."""
    culprits = {name: [str(value)] for name, value in parameters.items()}
    return ApiProblem(
        400,
        "One or more parameters to your request was invalid.",
        title="Invalid Request",
        kind="invalid-request",
        errors=[{"parameters": culprits, "message": message}],
    )


def too_many_requests() -> ApiProblem:
    """429: the window's calls are spent."""
    return ApiProblem(429, "Too Many Requests")


def too_many_connections() -> ApiProblem:
    """429: another connection holds the stream."""
    return ApiProblem(
        429,
        "This stream is currently at the maximum allowed connection limit.",
        title="ConnectionException",
        kind="streaming-connection",
        connection_issue="TooManyConnections",
    )


def missing(kind: str, value: str, parameter: str) -> dict[str, Any]:
    """An entry of ``errors[]`` for something that is not there (any more)."""
    return {
        "title": "Not Found Error",
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "type": _TYPES + "resource-not-found",
        "parameter": parameter,
        "value": value,
        "resource_id": value,
        "resource_type": kind,
    }


def hidden(kind: str, value: str, parameter: str) -> dict[str, Any]:
    """An entry of ``errors[]`` for something that only its owner's followers may see."""
    return {
        "title": "Authorization Error",
        "detail": f"Sorry, you are not authorized to see the {kind} with {parameter}: [{value}].",
        "type": _TYPES + "not-authorized-for-resource",
        "parameter": parameter,
        "value": value,
        "resource_id": value,
        "resource_type": kind,
        "section": "data",
    }
