"""The one way in which the fake refuses a request, as the platform words it."""

from typing import Any


class ApiError(Exception):
    """A refusal: HTTP status, description and, where the platform gives them, `parameters`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON that goes out with the status."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(description: str, **parameters: int) -> ApiError:
    """A 400 with the platform's prefix."""
    return ApiError(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> ApiError:
    """A 403 with the platform's prefix."""
    return ApiError(403, f"Forbidden: {description}")


def conflict(description: str) -> ApiError:
    """A 409 with the platform's prefix."""
    return ApiError(409, f"Conflict: {description}")


def too_many_requests(retry_after: int) -> ApiError:
    """A 429 that says after how many seconds to try again."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
