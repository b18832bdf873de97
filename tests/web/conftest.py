"""One running site a test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.stage import Stage, running


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The site, with nobody signed in."""
    async with running(tmp_path) as stage:
        yield stage
