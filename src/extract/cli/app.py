"""The commands. Each hands over to a module of its own, imported when it runs."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from extract.cli.options import (
    By,
    DiffFormat,
    Engine,
    FormatsOption,
    HistoryFormat,
    Language,
    ModelOption,
    NoModelOption,
    Only,
    PatternsOption,
    RunOption,
    StoreOption,
    formats_or_usual,
    model_or_usual,
    store_or_usual,
)

WRONG_CALL = 2
STOPPED = 130

app = typer.Typer(
    name="press-extract",
    help="Turns Danish press releases into records: projects, money, places, quotes and people, each with its "
    "place in the text.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
patterns_app = typer.Typer(help="Check and try the patterns that editors write.", no_args_is_help=True)
app.add_typer(patterns_app, name="patterns")
store_app = typer.Typer(help="Take the result of a run on many machines into a store.", no_args_is_help=True)
app.add_typer(store_app, name="store")
runs_app = typer.Typer(help="List the runs of a store, show one, and list what it has twice.")
app.add_typer(runs_app, name="runs")
decisions_app = typer.Typer(
    help="Take what people decided from a store, into one, or as labelled releases.", no_args_is_help=True
)
app.add_typer(decisions_app, name="decisions")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"press-extract {version('press-extract')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


@app.command()
def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, or - for standard input.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder that takes the results. Default: outputs, without --store."),
    ] = None,
    store: StoreOption = None,
    formats: FormatsOption = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what an earlier run has read.")] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Read again what took too long or killed its process in an earlier run.")
    ] = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
    max_bytes: Annotated[
        int, typer.Option("--max-bytes", metavar="N", min=1, help="Refuse files larger than this.")
    ] = 20_000_000,
    workers: Annotated[
        int,
        typer.Option("--workers", metavar="N", min=0, help="Processes. Default: one for each core, if many files."),
    ] = 0,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="S", min=0.1, help="Seconds that a file may take, of several processes."),
    ] = 30,
    memory: Annotated[
        int | None,
        typer.Option("--memory", metavar="MB", min=1, help="Memory that one of several processes may have."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", metavar="ENGINE", help="local, or dask: many machines (extra dask).")
    ] = Engine.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(
            "--address", metavar="URL", help="Dask's scheduler, as tcp://HOST:8786. Default: one started here."
        ),
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option(
            "--parts",
            metavar="PARTS",
            help="Folder or address (s3://…) that all machines see and that takes a Parquet file for each piece of the "
            "run; alone, without --out and --store, nothing else is written. Default: beside the store, while it runs.",
        ),
    ] = None,
    json_log: Annotated[
        bool, typer.Option("--json-log", help="Tell of the progress in JSON lines on standard error.")
    ] = False,
) -> None:
    """Extract every release of the sources into the store, and from there into JSON lines, CSV, SQLite and pages.

    What an earlier run has read with the same program, patterns and model is not read again. A run that was stopped
    goes on when the same command is given. Leaves 0 if all went well, 1 if a document failed, 2 for a wrong call.
    """
    from extract.cli.run import Settings, run_sources

    alone = store is not None or parts is not None
    folder = out if out is not None or alone else Path("outputs")
    settings = Settings(
        model_or_usual(model, no_model), patterns, max_bytes, workers, timeout, memory, store, force, retry, json_log,
        engine.value, address, parts,
    )  # fmt: skip
    raise typer.Exit(run_sources(sources, folder, formats_or_usual(formats), settings))


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder into which releases come.")],
    store: StoreOption = None,
    settle: Annotated[
        float, typer.Option("--settle", metavar="S", min=0.1, help="Seconds unchanged after which a file is whole.")
    ] = 2.0,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Read each file of a folder into the store as soon as it is whole, until Ctrl-C.

    Begins with what is there. Every batch is a run. Leaves 0 when it is stopped, 2 for a wrong call.
    """
    from extract.cli.run import Settings
    from extract.cli.watch import watch as begin

    raise typer.Exit(begin(folder, Settings(model_or_usual(model, no_model), patterns, workers=0, store=store), settle))


@app.command()
def export(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="Number of a run, latest, or latest~1.")] = "latest",
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that takes the files.")] = Path("outputs"),
    store: StoreOption = None,
    formats: FormatsOption = None,
) -> None:
    """Write the files of a run that the store holds: JSON lines, CSV, SQLite, pages, 360Giving, JSON-LD."""
    from extract.cli.runs import export_run

    raise typer.Exit(export_run(store_or_usual(store), run, out, formats_or_usual(formats)))


@app.command()
def stats(store: StoreOption = None, run: RunOption = "latest") -> None:
    """Show what a run says in sum: money by municipality, funder and month, who is quoted, what does not fit.

    On a terminal with bars; elsewhere in lines of name, detail and figure, parted by tabs.
    """
    from extract.cli.figures import stats as show_figures

    raise typer.Exit(show_figures(store_or_usual(store), run))


@app.command()
def report(
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="The page to write.")],
    store: StoreOption = None,
    run: RunOption = "latest",
) -> None:
    """Draw what a run says in sum as a page to publish: maps, bars and a timeline, in Danish.

    One file without scripts, which loads nothing; every picture has its numbers as a table.
    """
    from extract.cli.figures import report as draw

    raise typer.Exit(draw(store_or_usual(store), run, html))


@app.command("feed")
def feed_(
    destination: Annotated[
        str,
        typer.Argument(
            metavar="[DEST]",
            help="sqlite:///FILE, duckdb:///FILE, postgresql://…, mysql://…, parquet:DIR, csv:DIR, jsonl:FILE or "
            "dlt:NAME. Default: duckdb:///outputs/press.duckdb.",
        ),
    ] = "duckdb:///outputs/press.duckdb",
    store: StoreOption = None,
    run: RunOption = "latest",
    since: Annotated[
        str | None, typer.Option("--since", metavar="RUN", help="Feed only what changed since this run.")
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Keep what rows were, and from when to when; feeds earlier runs first.")
    ] = False,
    only: Annotated[
        Only | None, typer.Option("--only", metavar="WHICH", help="accepted: only what people accepted.")
    ] = None,
) -> None:
    """Bring a run into a database or files: what is new or changed goes, what is gone is marked, the rest stays.

    Either all of it arrives or nothing. Leaves 0 if all went well, 1 if a release could not be fed, 2 for a wrong call.
    """
    from extract.cli.feed import feed_run

    raise typer.Exit(
        feed_run(
            store_or_usual(store), destination, run, since=since, history=history, only_accepted=only is not None,
        )
    )  # fmt: skip


@store_app.command("import")
def store_import(
    parts: Annotated[
        list[str], typer.Argument(metavar="PARTS...", help="Folders or addresses of parts, or parts (.parquet).")
    ],
    store: StoreOption = None,
    force: Annotated[bool, typer.Option("--force", help="Make a run of parts that a run has already.")] = False,
) -> None:
    """Take what run --engine dask --parts wrote into a store, as one run; an import that was stopped goes on.

    Leaves 0 if all went well, 1 if a document had failed, 2 for a wrong call.
    """
    from extract.cli.cluster import import_into

    raise typer.Exit(import_into(parts, store_or_usual(store), force=force))


@runs_app.callback(invoke_without_command=True)
def runs(context: typer.Context, store: StoreOption = None) -> None:
    """List the runs of a store, the newest first."""
    if context.invoked_subcommand is None:
        from extract.cli.runs import list_runs

        raise typer.Exit(list_runs(store_or_usual(store)))


@runs_app.command("show")
def show_run(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="Number of a run, latest, or latest~1.")] = "latest",
    store: StoreOption = None,
) -> None:
    """Show one run: figures, rates, failures by kind, the slowest documents, checks by status."""
    from extract.cli.runs import show_run as show

    raise typer.Exit(show(store_or_usual(store), run))


@runs_app.command("alike")
def alike_in_run(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="Number of a run, latest, or latest~1.")] = "latest",
    store: StoreOption = None,
) -> None:
    """List the releases of a run that are the same text, or nearly so, in pairs."""
    from extract.cli.runs import list_alike

    raise typer.Exit(list_alike(store_or_usual(store), run))


@app.command()
def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="Number of a run, latest, latest~1, or a folder of outputs.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The same, for what came later.")],
    store: StoreOption = None,
    format: Annotated[
        DiffFormat, typer.Option("--format", metavar="FORMAT", help="terminal, json, html or csv.")
    ] = DiffFormat.TERMINAL,
    publisher: Annotated[
        list[str] | None, typer.Option("--publisher", metavar="NAME", help="Of this publisher; may be repeated.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="FIELD", help="Of this field: role, amounts.role, amounts; may be repeated."),
    ] = None,
    cause: Annotated[
        list[str] | None,
        typer.Option("--cause", metavar="CAUSE", help="source, patterns, model, code or decision; may be repeated."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show each change, not three of a kind.")] = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Show what changed between two runs, record by record, with the cause of each change.

    Model and patterns are those of the later run: where text and rules changed both, the old text is read again to tell
    what each did. Leaves 1 if there are changes, 0 if there are none, 2 for a wrong call.
    """
    from extract.cli.diff import diff as compare
    from extract.cli.diff import only, today

    asked = only(publisher or (), field or (), cause or ())
    program = today(model_or_usual(model, no_model), patterns)
    raise typer.Exit(compare((before, after), store_or_usual(store), format.value, asked, program, every=every))


@app.command()
def history(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="The id of a release.")],
    store: StoreOption = None,
    format: Annotated[
        HistoryFormat, typer.Option("--format", metavar="FORMAT", help="terminal or json.")
    ] = HistoryFormat.TERMINAL,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Show every version of a release that the store has, with what changed from the one before, and why."""
    from extract.cli.diff import show_history, today

    program = today(model_or_usual(model, no_model), patterns)
    raise typer.Exit(show_history(release, store_or_usual(store), format.value, program))


@app.command()
def vacuum(
    store: StoreOption = None,
    keep: Annotated[
        int | None,
        typer.Option("--keep", metavar="N", min=1, help="Forget all runs but the newest N, and what only they had."),
    ] = None,
    no_sources: Annotated[
        bool, typer.Option("--no-sources", help="Forget the bytes of the inputs; the records and texts stay.")
    ] = False,
) -> None:
    """Give the store's unused room back, after forgetting what is asked to be forgotten."""
    from extract.cli.runs import vacuum as tidy

    raise typer.Exit(tidy(store_or_usual(store), keep=keep, sources=not no_sources))


@app.command()
def silence(
    release: Annotated[str, typer.Argument(metavar="RELEASE", help="The id of a release.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The check's code, as grants_sum_to_stated_total.")],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why it needs no more looking at.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="It is to be looked at again.")] = False,
    stated: Annotated[
        str | None, typer.Option("--stated", metavar="VALUE", help="Which, where a release has several of the code.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides.")] = None,
    store: StoreOption = None,
) -> None:
    """Silence a check of one release: it stays in the record with the reason, and is no more among those to look at.

    It speaks again as soon as the text states, or the extraction finds, something else.
    """
    from extract.cli.silence import silence as note

    raise typer.Exit(note(store_or_usual(store), release, code, stated=stated, reason=reason, by=by, undo=undo))


@app.command()
def review(
    runs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[BEFORE AFTER]", help="Two runs: numbers, latest, latest~1. Default: a page of all."),
    ] = None,
    store: StoreOption = None,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Where the page is served; this machine alone, unless told.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 0,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Your name in judgements. Default: the page asks.")
    ] = None,
    language: Annotated[Language, typer.Option("--language", help="Of the page: da or en.")] = Language.DANISH,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the link and open no browser.")] = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Serve the page on which the changes between two runs are judged: accepted, rejected or corrected.

    Prints a link that lets one reviewer in, once. Model and patterns are those of the later run, as in diff.
    """
    from extract.cli.diff import today
    from extract.cli.review import review as serve

    if runs and len(runs) != 2:
        raise typer.BadParameter(f"two runs, or none: {' '.join(runs)} (as in: review latest~1 latest)")
    program = today(model_or_usual(model, no_model), patterns)
    raise typer.Exit(
        serve(
            runs or (), store_or_usual(store), program, host=host, port=port, name=name, language=language.value,
            browse=not no_browser,
        )
    )  # fmt: skip


@decisions_app.command("export")
def export_decisions(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="File that takes the lines, or - for standard output.")
    ] = "-",
    store: StoreOption = None,
) -> None:
    """Write all that people decided, one decision a line of JSON, the oldest first."""
    from extract.cli.decisions import export_to

    raise typer.Exit(export_to(file, store_or_usual(store)))


@decisions_app.command("import")
def import_decisions(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="File with decisions, or - for standard input.")] = "-",
    store: StoreOption = None,
) -> None:
    """Take decisions into a store; those that it has already are left out. A line that is none stops all of it."""
    from extract.cli.decisions import import_from

    raise typer.Exit(import_from(file, store_or_usual(store)))


@decisions_app.command("gold")
def decisions_as_gold(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="New folder that takes the releases with their labels.")
    ],
    store: StoreOption = None,
) -> None:
    """Write the releases that people judged as labelled releases, which evaluate measures on.

    Only what was judged is labelled. Leaves 1 if a release could not be written, 2 for a wrong call.
    """
    from extract.cli.decisions import as_gold

    raise typer.Exit(as_gold(folder, store_or_usual(store)))


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A release, or - for standard input.")],
    number: Annotated[int, typer.Option("--number", metavar="N", min=1, help="Which release of a file of many.")] = 1,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Show one release in the terminal: its text with everything found marked, and the records."""
    from extract.cli.show import show_file

    raise typer.Exit(show_file(file, number, model_or_usual(model, no_model), patterns))


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Folder of labelled releases, a spaCy DocBin (.spacy), or JSON Lines with spans (.jsonl).",
        ),
    ],
    split: Annotated[str | None, typer.Option("--split", metavar="NAME", help="One half of the folder alone.")] = None,
    by: Annotated[By, typer.Option("--by", help="What the table has a line for.")] = By.FIELD,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything measured, as JSON.")
    ] = None,
    errors: Annotated[
        Path | None, typer.Option("--errors", metavar="FILE", help="Write a page of the errors, each in its text.")
    ] = None,
    floors: Annotated[
        Path | None, typer.Option("--floors", metavar="FILE", help="Fail where a field is under its floor.")
    ] = None,
    write_floors: Annotated[bool, typer.Option("--write-floors", help="Raise the floors to what is measured.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Let --write-floors lower a floor too.")] = False,
    write_confidence: Annotated[
        Path | None,
        typer.Option(
            "--write-confidence", metavar="FILE", help="Write how often each rule is right: patterns/confidence.csv."
        ),
    ] = None,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Measure the records against labelled releases: precision, recall and F1 of each field, with 95 % intervals.

    Leaves 0 if all went well, 1 if a field is under its floor, 2 for a wrong call.
    """
    from extract.cli.evaluate import evaluate as measure

    raise typer.Exit(
        measure(
            gold, split=split, by=by.value, json_file=json_file, errors=errors, floors=floors, write=write_floors,
            lower=lower, confidence=write_confidence, model=model_or_usual(model, no_model), patterns=patterns,
        )
    )  # fmt: skip


@app.command()
def label(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Label files (NAME.labels.json).")],
) -> None:
    """Write into label files where in the text each answer stands, and say which stands nowhere."""
    from extract.cli.evaluate import label as place

    raise typer.Exit(place(files))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the release record."""
    from extract.cli.schema import schema_json

    typer.echo(schema_json(), nl=False)


@patterns_app.command("check")
def check_patterns(patterns: PatternsOption = None) -> None:
    """Hold every pattern against its examples and counter-examples."""
    from extract.cli.patterns import check

    raise typer.Exit(check(patterns))


@patterns_app.command("try")
def try_patterns(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A Danish sentence.")], patterns: PatternsOption = None
) -> None:
    """Show which patterns match a text, and where."""
    from extract.cli.patterns import try_text

    raise typer.Exit(try_text(text, patterns))


@patterns_app.command("judged")
def patterns_judged(store: StoreOption = None, patterns: PatternsOption = None) -> None:
    """Show how often rules were right on the records that people judged, and what that makes of their confidence."""
    from extract.cli.patterns import judged

    raise typer.Exit(judged(store_or_usual(store), patterns))


@patterns_app.command("impact")
def patterns_impact(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Folders of releases, labelled or not. Default: tests/gold."),
    ] = None,
    base: Annotated[
        str, typer.Option("--base", metavar="REV", help="Compare with the patterns of this git revision, or folder.")
    ] = "HEAD",
    every: Annotated[bool, typer.Option("--all", help="Show each change, not three of a kind.")] = False,
    model: ModelOption = None,
    no_model: NoModelOption = False,
    patterns: PatternsOption = None,
) -> None:
    """Show what a change of patterns changes: records added, removed and changed, and the scores before and after."""
    from extract.cli.impact import impact

    chosen = model_or_usual(model, no_model)
    raise typer.Exit(impact(folders or [], base=base, patterns=patterns, model=chosen, every=every))


def main() -> None:
    """The entry point. A stop from outside ends the run like Ctrl-C: tidily, with nothing half-written."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    app()
