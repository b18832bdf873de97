"""The HTTP API against its own OpenAPI document: no request, fitting or not, makes a server error."""

import asyncio
import os
import sys
from pathlib import Path

from tests.web.stage import Stage


async def test_no_request_makes_a_server_error(stage: Stage, tmp_path: Path) -> None:
    stage.app.settings.web.checks_a_minute = 100_000
    token = await stage.token("check", "read", "feedback")
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{stage.url}/api/v1/openapi.json",
        "--header",
        f"Authorization: Bearer {token}",
        "--checks",
        "not_a_server_error,response_schema_conformance,content_type_conformance",
        "--phases",
        "coverage,fuzzing",
        "--max-examples",
        "15",
        "--max-time",
        "20",
        "--seed",
        "7",
        "--no-shrink",
        cwd=tmp_path,
        env={**os.environ, "NO_COLOR": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 170)
    assert process.returncode == 0, said.decode()[-4000:]
