"""The tables of the store as SQLAlchemy knows them. Migrations make them; a test holds the two equal.

Contents are kept once, under keys that their bytes give: ``text``, ``record``, ``content`` (the bytes of an input), and
``article``, what of a text is compared; ``band`` finds those that may be alike, ``likeness`` links those that are.
What a run did is small: which version of which document it read, and which record each release had. ``comparison``
holds two runs against each other, for the page they are reviewed on; ``judgement`` is what people said there,
``silence`` which checks they looked at.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

APPLICATION: Final = 0x50524553
"""What marks a SQLite file as a store of press-extract: "PRES" as its application id."""

metadata: Final = sa.MetaData()


def _column(name: str, type_: type[sa.types.TypeEngine[Any]], *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=null)


migration: Final = sa.Table(
    "migration",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    _column("name", sa.Text),
)
extractor: Final = sa.Table(
    "extractor",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    _column("version", sa.Text),
    _column("patterns", sa.Text),
    _column("model", sa.Text, null=True),
    _column("code", sa.Text),
)
patterns: Final = sa.Table(
    "patterns",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    _column("body", sa.LargeBinary),
)
run: Final = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _column("state", sa.Text),
    sa.Column("extractor", sa.ForeignKey("extractor.key"), nullable=False),
    _column("options", sa.Text),
    _column("started_at", sa.Text),
    _column("ended_at", sa.Text, null=True),
    _column("seconds", sa.Double),
    _column("skipped", sa.Integer),
    _column("inputs", sa.Integer, null=True),
    _column("reused", sa.Integer, null=True),
    _column("releases", sa.Integer, null=True),
    _column("failures", sa.Integer, null=True),
)
source: Final = sa.Table(
    "source",
    metadata,
    sa.Column("run", sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    _column("name", sa.Text),
)
document: Final = sa.Table(
    "document",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    _column("uri", sa.Text),
)
content: Final = sa.Table(
    "content",
    metadata,
    sa.Column("sha256", sa.LargeBinary, primary_key=True),
    _column("size", sa.BigInteger),
    sa.Column("primer", sa.ForeignKey("text.key"), nullable=True),
    _column("body", sa.LargeBinary),
)
version: Final = sa.Table(
    "version",
    metadata,
    sa.Column("document", sa.ForeignKey("document.key"), primary_key=True),
    sa.Column("content", sa.ForeignKey("content.sha256"), primary_key=True),
    _column("seen_at", sa.Text),
)
text: Final = sa.Table(
    "text",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    _column("body", sa.LargeBinary),
)
article: Final = sa.Table(
    "article",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    _column("sketch", sa.LargeBinary),
)
band: Final = sa.Table(
    "band",
    metadata,
    sa.Column("hash", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article", sa.BigInteger, primary_key=True, autoincrement=False),
)
likeness: Final = sa.Table(
    "likeness",
    metadata,
    sa.Column("a", sa.ForeignKey("article.key"), primary_key=True),
    sa.Column("b", sa.ForeignKey("article.key"), primary_key=True),
    _column("percent", sa.Integer),
)
record: Final = sa.Table(
    "record",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    _column("release", sa.Text),
    sa.Column("text", sa.ForeignKey("text.key"), nullable=False),
    _column("title", sa.Text, null=True),
    _column("publisher", sa.Text, null=True),
    _column("published_at", sa.Text, null=True),
    _column("language", sa.Text, null=True),
    _column("url", sa.Text, null=True),
    _column("projects", sa.Integer),
    _column("amounts", sa.Integer),
    _column("quotes", sa.Integer),
    _column("places", sa.Integer),
    _column("granted", sa.Text),
    _column("ok", sa.Integer),
    _column("mismatch", sa.Integer),
    _column("repaired", sa.Integer),
    _column("doubt", sa.Integer),
    _column("body", sa.LargeBinary),
    sa.Column("article", sa.ForeignKey("article.key"), nullable=True),
)
run_input: Final = sa.Table(
    "run_input",
    metadata,
    sa.Column("run", sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("document", sa.ForeignKey("document.key"), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=True),
    _column("milliseconds", sa.Integer, null=True),
    sa.ForeignKeyConstraint(["document", "content"], ["version.document", "version.content"]),
)
run_release: Final = sa.Table(
    "run_release",
    metadata,
    sa.Column("run", sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    _column("release", sa.Text),
    sa.Column("record", sa.ForeignKey("record.key"), nullable=False),
)
run_error: Final = sa.Table(
    "run_error",
    metadata,
    sa.Column("run", sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    _column("uri", sa.Text),
    _column("kind", sa.Text),
    _column("reason", sa.Text),
)
judgement: Final = sa.Table(
    "judgement",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _column("subject", sa.LargeBinary),
    _column("place", sa.LargeBinary),
    _column("finding", sa.LargeBinary),
    _column("release", sa.Text),
    _column("verdict", sa.Text),
    _column("batch", sa.Text),
    _column("by", sa.Text),
    _column("at", sa.Text),
    _column("body", sa.Text),
)
silence: Final = sa.Table(
    "silence",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _column("release", sa.Text),
    _column("body", sa.Text),
)
comparison: Final = sa.Table(
    "comparison",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("before", sa.ForeignKey("run.id"), nullable=False),
    sa.Column("after", sa.ForeignKey("run.id"), nullable=False),
    _column("state", sa.Text),
    _column("made_at", sa.Text),
    _column("counts", sa.Text),
    _column("patterns", sa.Text),
)
compared: Final = sa.Table(
    "compared",
    metadata,
    sa.Column("comparison", sa.ForeignKey("comparison.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    _column("release", sa.Text),
    _column("before", sa.Text, null=True),
    _column("after", sa.Text, null=True),
    _column("title", sa.Text),
    _column("publisher", sa.Text, null=True),
    _column("checks", sa.Text),
    _column("words", sa.Text),
)
cluster: Final = sa.Table(
    "cluster",
    metadata,
    sa.Column("comparison", sa.ForeignKey("comparison.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    _column("rank", sa.Integer),
    _column("body", sa.Text),
)
change: Final = sa.Table(
    "change",
    metadata,
    sa.Column("comparison", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    _column("compared", sa.Integer),
    _column("cluster", sa.Integer),
    _column("kind", sa.Text),
    _column("field", sa.Text, null=True),
    _column("op", sa.Text),
    _column("cause", sa.Text),
    _column("publisher", sa.Text, null=True),
    _column("checks", sa.Text),
    _column("confidence", sa.Double, null=True),
    _column("subject", sa.LargeBinary),
    _column("place", sa.LargeBinary),
    _column("finding", sa.LargeBinary),
    sa.Column("judgement", sa.ForeignKey("judgement.id"), nullable=True),
    _column("body", sa.Text),
    sa.ForeignKeyConstraint(["comparison", "compared"], ["compared.comparison", "compared.number"]),
)
