"""The layers of a bundled model for use, not for training: weights laid out once as the processor wants them.

PyTorch lays a matrix of bfloat16 out again at each multiplication, and transformers calls a dozen functions a
layer; for one short post both cost as much as the multiplying. The vectors stay the same.
"""

from typing import Any, cast

import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel
from transformers.modeling_outputs import BaseModelOutputWithPastAndCrossAttentions

ROWS = 64
"""Tokens of a usual post: the layout is chosen for so many. Others are filled up to a multiple of it, since
oneDNN keeps code and memory for each number that it has met."""

_Linear = tuple[torch.Tensor, torch.Tensor]
_Norm = tuple[torch.Tensor, torch.Tensor, float]


def pack_layers(model: BertModel) -> None:
    """Put packed layers in place of a model's own, where it computes in bfloat16; it cannot be trained then.

    A model in another precision, or one for which PyTorch has no packed layout, stays as it is.
    """
    inside: Any = model
    encoder = inside.encoder
    weight = cast(torch.Tensor, encoder.layer[0].output.dense.weight)
    usable = torch._C._has_mkldnn and hasattr(torch.ops.mkldnn, "_reorder_linear_weight")
    if weight.dtype == torch.bfloat16 and model.config.hidden_act == "gelu" and usable:
        inside.encoder = PackedLayers(encoder, model.config.num_attention_heads)


class PackedLayers(nn.Module):
    """In place of a :class:`BertEncoder`.

    Args:
        encoder: The layers, bfloat16.
        heads: Of the attention.
    """

    def __init__(self, encoder: Any, heads: int) -> None:
        super().__init__()
        self._heads = heads
        self._layers: list[tuple[_Linear, _Linear, _Norm, _Linear, _Linear, _Norm]] = []
        with torch.inference_mode():
            for layer in encoder.layer:
                attention = layer.attention.self
                three = attention.query, attention.key, attention.value
                self._layers.append(
                    (
                        _packed(
                            torch.cat([part.weight for part in three]),
                            torch.cat([part.bias for part in three]),
                        ),
                        _packed(layer.attention.output.dense.weight, layer.attention.output.dense.bias),
                        _norm(layer.attention.output.LayerNorm),
                        _packed(layer.intermediate.dense.weight, layer.intermediate.dense.bias),
                        _packed(layer.output.dense.weight, layer.output.dense.bias),
                        _norm(layer.output.LayerNorm),
                    )
                )

    def forward(
        self, hidden_states: torch.Tensor, attention_mask: torch.Tensor | None = None, **kwargs: object
    ) -> BaseModelOutputWithPastAndCrossAttentions:
        """Run all layers over bfloat16 (texts, tokens, width)."""
        texts, tokens, width = hidden_states.shape
        rows = texts * tokens
        extra = (0, 0, 0, -rows % ROWS)
        found = functional.pad(hidden_states.reshape(rows, width), extra)
        for query_key_value, output, norm, widen, narrow, last_norm in self._layers:
            joined = _linear(found, query_key_value)[:rows].view(texts, tokens, 3, self._heads, -1)
            query, key, value = joined.permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=attention_mask)
            seen = functional.pad(seen.transpose(1, 2).reshape(rows, width), extra)
            found = _normalised(_linear(seen, output).add_(found), norm)
            wide = functional.gelu(_linear(found, widen))
            found = _normalised(_linear(wide, narrow).add_(found), last_norm)
        return BaseModelOutputWithPastAndCrossAttentions(
            last_hidden_state=cast(Any, found[:rows].view(texts, tokens, width))
        )


def _packed(weight: torch.Tensor, bias: torch.Tensor) -> _Linear:
    return torch.ops.mkldnn._reorder_linear_weight(weight.contiguous(), ROWS), bias.detach()


def _norm(layer: nn.LayerNorm) -> _Norm:
    return layer.weight.detach(), layer.bias.detach(), layer.eps


def _linear(inputs: torch.Tensor, layer: _Linear) -> torch.Tensor:
    return cast(torch.Tensor, torch.ops.mkldnn._linear_pointwise(inputs, *layer, "none", [], ""))


def _normalised(inputs: torch.Tensor, norm: _Norm) -> torch.Tensor:
    weight, bias, epsilon = norm
    return functional.layer_norm(inputs, (inputs.shape[-1],), weight, bias, epsilon)
