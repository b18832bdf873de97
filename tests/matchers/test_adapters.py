"""Low-rank adapters: small changes to a bundled encoder, and the folds that keep them honest."""

from pathlib import Path

import numpy as np
import pytest
import torch

from matchers.encoding.adapters import Adapter, adapter_path, load_adapter, write_adapter
from matchers.encoding.encoders import TransformerEncoder, compute_dtype, load_encoder, transformer
from matchers.encoding.packed_layers import PackedLayers
from matchers.errors import ArtefactError
from matchers.fitting.adaptation import LowRank, as_adapter, mean_of
from matchers.fitting.evaluation import Dataset, Query
from matchers.fitting.folds import fold_of

LAYER = "encoder.layer.5.output.dense"


def adapter(base: str = "model@1", seed: int = 1, outputs: int = 4, inputs: int = 6) -> Adapter:
    source = np.random.default_rng(seed)
    down = source.normal(size=(2, inputs)).astype(np.float16)
    up = source.normal(size=(outputs, 2)).astype(np.float16)
    return Adapter(base, {LAYER: (down, up)}, {"seed": seed})


def change(found: Adapter) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    down, up = found.layers[LAYER]
    return up.astype(np.float32) @ down.astype(np.float32)


def test_an_adapter_adds_its_change_to_the_weights() -> None:
    state = {f"{LAYER}.weight": torch.ones(4, 6), "other.weight": torch.ones(4, 6)}
    adapter().add_to(state)
    assert np.allclose(state[f"{LAYER}.weight"].numpy(), 1 + change(adapter()), atol=1e-5)
    assert torch.equal(state["other.weight"], torch.ones(4, 6))


def test_an_adapter_for_other_layers_or_shapes_is_refused() -> None:
    with pytest.raises(ArtefactError, match="fit it again"):
        adapter().add_to({"other.weight": torch.ones(4, 6)})
    with pytest.raises(ArtefactError, match="fit it again"):
        adapter().add_to({f"{LAYER}.weight": torch.ones(6, 4)})


def test_an_adapter_comes_back_from_its_file_and_only_for_its_own_weights(tmp_path: Path) -> None:
    write_adapter(adapter(), adapter_path("english", tmp_path))
    found = load_adapter("english", "model@1", tmp_path)
    assert found is not None
    assert found.model_id == adapter().model_id
    assert found.fitted == {"seed": 1}
    assert np.array_equal(change(found), change(adapter()))
    assert load_adapter("english", "model@2", tmp_path) is None
    assert load_adapter("multilingual", "model@1", tmp_path) is None


def test_other_weights_are_another_model() -> None:
    assert adapter(seed=1).model_id != adapter(seed=2).model_id
    assert adapter().model_id.startswith("model@1~")


def test_a_broken_adapter_file_is_one_clear_line(tmp_path: Path) -> None:
    adapter_path("english", tmp_path).write_bytes(b"not an archive")
    with pytest.raises(ArtefactError, match="fit it again"):
        load_adapter("english", "model@1", tmp_path)


def test_an_adapted_model_gives_other_vectors_under_another_name(tmp_path: Path) -> None:
    plain = load_encoder("english", adapters=None)
    write_adapter(adapter(plain.model_id, outputs=384, inputs=1536), adapter_path("english", tmp_path))
    adapted = load_encoder("english", adapters=tmp_path)
    assert adapted.model_id.startswith(f"{plain.model_id}~")
    texts = ["The bridge has collapsed"]
    cosine = float((plain.encode_claims(texts) * adapted.encode_claims(texts)).sum())
    assert cosine < 0.999


def test_packed_layers_give_the_vectors_of_the_models_own_layers(tmp_path: Path) -> None:
    own, packed = load_encoder("english", adapters=None), load_encoder("english", adapters=tmp_path)
    assert isinstance(own, TransformerEncoder)
    assert isinstance(packed, TransformerEncoder)
    assert not isinstance(transformer(own.model).encoder, PackedLayers)
    assert isinstance(transformer(packed.model).encoder, PackedLayers) == (compute_dtype() == torch.bfloat16)
    texts = ["No", "The bridge in the old harbour has collapsed, they say", "and so on " * 90]
    assert np.allclose(own.encode_posts(texts), packed.encode_posts(texts), atol=1e-3)
    assert np.allclose(own.encode_posts(texts[1:2]), packed.encode_posts(texts[1:2]), atol=1e-3)


def test_a_change_of_low_rank_begins_as_no_change_and_is_stored_as_it_acts() -> None:
    torch.manual_seed(3)
    layer = LowRank(torch.nn.Linear(6, 4))
    inputs = torch.randn(5, 6)
    before = layer(inputs)
    assert torch.equal(before, layer.plain(inputs))
    with torch.no_grad():
        layer.up.normal_()
    stored = change(as_adapter("model@1", {LAYER: layer}, {}))
    acted = (layer(inputs) - before).detach().numpy()
    assert np.allclose(acted, inputs.numpy() @ stored.T, atol=0.05)


def test_the_mean_of_adapters_changes_by_the_mean_of_their_changes() -> None:
    both = [adapter(seed=1), adapter(seed=2)]
    expected = (change(both[0]) + change(both[1])) / 2
    assert np.allclose(change(mean_of(both, {})), expected, atol=0.01)


def test_posts_of_one_claim_are_never_in_two_folds() -> None:
    claims = [frozenset({f"c{number // 3}", f"c{number // 2}"}) for number in range(60)]
    dataset = Dataset("", (), tuple(Query(f"q{row}", "", "", own) for row, own in enumerate(claims)))
    folds = fold_of(dataset)
    for claim in set().union(*claims):
        assert len({folds[row] for row, own in enumerate(claims) if claim in own}) == 1
    single = Dataset("", (), tuple(Query(f"q{row}", "", "", frozenset({f"c{row}"})) for row in range(200)))
    assert len(set(fold_of(single).tolist())) == 5
