"""`claimspread evaluate` and `claimspread bench`: how good and how fast the matching is."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.cli.console import advance, console, print_json, progress_bar
from bot.cli.topics import show_topics
from bot.config import load_settings
from bot.errors import InputError
from matchers.encoding.encoders import load_encoder
from matchers.encoding.vectorcache import FolderVectors
from matchers.fitting import benchmark, evaluation
from matchers.fitting.topic_sets import is_topic_set
from matchers.matcher import ClaimMatcher
from matchers.verification.loading import load_verifier

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
ModelOption = Annotated[str | None, typer.Option(help="Model; the settings' when left out.")]


def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Folder with claims.tsv, queries.tsv and qrels.tsv (or .gz), "
            "or a topic-versus-claim set: a file, or a folder of .txt files."
        ),
    ],
    split: Annotated[str | None, typer.Option(help="Only the posts of this split.")] = None,
    claims_from: Annotated[
        Path | None,
        typer.Option(help="A second set, whose claims fill the catalogue (topic-versus-claim sets only)."),
    ] = None,
    model: ModelOption = None,
    plot: Annotated[
        Path | None, typer.Option(help="Also draw the precision-recall curve (PNG, SVG, PDF).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the matching on labelled posts and claims, with the claims present and taken out.

    A topic-versus-claim set tells how many posts would be answered in public: posts that make a claim, ask
    about it, deny it, or merely share its subject; in catalogues of several sizes.

    Vectors are cached by model and content, so a second run on the same claims starts in seconds.
    """
    if not folder.exists():
        raise InputError(f"there is no folder or file {folder}")
    settings = load_settings()
    topics = is_topic_set(folder)
    if claims_from is not None and not topics:
        raise InputError("--claims-from is for topic-versus-claim sets")
    dataset = None if topics else evaluation.read_dataset(folder)
    matcher = ClaimMatcher.load(
        model or settings.matcher.model,
        FolderVectors(settings.cache_folder),
        verifier=settings.matcher.verifier,
    )
    if dataset is None:
        show_topics(matcher, folder, claims_from, as_json=as_json)
        return
    with progress_bar("evaluating") as progress:
        result = evaluation.evaluate(matcher, dataset, split, progress=advance(progress))
    if plot is not None:
        from matchers.fitting.plots import plot_curve  # noqa: PLC0415 - matplotlib takes half a second

        plot_curve(result, matcher.thresholds, plot)
    if as_json:
        print_json(result.as_json())
    else:
        _show(f"{folder.name}, {split or 'all posts'}, {matcher.model_id}", result.as_json())


def bench(
    claims: Annotated[int, typer.Option(help="How many synthetic claims to match against.", min=10)] = 2_000,
    posts: Annotated[int, typer.Option(help="How many posts to match.", min=10)] = 200,
    model: ModelOption = None,
    embed: Annotated[
        bool, typer.Option(help="Embed the claims; --no-embed gives them made-up vectors, for large numbers.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Measure speed and memory of matching on synthetic claims and posts."""
    settings = load_settings()
    encoder = load_encoder(model or settings.matcher.model)
    vectors = None if embed else benchmark.MadeUpVectors(encoder.dimension)
    matcher = ClaimMatcher(encoder, vectors, verifier=load_verifier(settings.matcher.verifier, encoder))
    with progress_bar("measuring") as progress:
        result = benchmark.run(matcher, claims=claims, posts=posts, progress=advance(progress))
    if as_json:
        print_json(result.as_json())
    else:
        _show(f"{posts} posts against {claims} claims", result.as_json())


def _show(title: str, figures: dict[str, Any]) -> None:
    table = Table(title=title, title_justify="left")
    table.add_column("Figure", no_wrap=True)
    table.add_column("Value", overflow="fold")
    for name, value in _flat(figures):
        table.add_row(name, f"{value:g}" if isinstance(value, float) else str(value))
    console.print(table)


def _flat(figures: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            rows.extend(_flat(value, f"{prefix}{name}."))
        else:
            rows.append((f"{prefix}{name}", value))
    return rows
