"""The feed's own books, which stand beside the tables: which runs came, and what of each release is there."""

from __future__ import annotations

from typing import Final

from extract.feed.model import Column, Table, code, free, number, owner, time
from extract.feed.tables import TABLES

RUN: Final = Table(
    "run",
    "One row a run that was fed and brought something.",
    (
        Column("id", "key", "Its start and its number in the store: the same in every destination.", True),
        number("number", "Its number in the store.", required=True),
        time("started_at", "When it began.", required=True),
        time("ended_at", "When it was through: from then on its records were believed.", required=True),
        free("sources", "What it read, as a JSON list.", required=True),
        code("version", "Version of press-extract.", required=True),
        code("patterns", "Digest of the patterns.", required=True),
        code("model", "Name and version of the entity model, if one was used."),
        code("code", "Digest of the program.", required=True),
        number("releases", "How many releases it had.", required=True),
        number("failures", "How many documents gave none.", required=True),
    ),
    of="feed",
)
DELIVERY: Final = Table(
    "delivery",
    "One row a release: which run brought what stands here, by which a later feed sees that nothing changed.",
    (
        owner("release"),
        owner("run"),
        code("content", "Digest of all that its rows were made of.", required=True),
        code("record", "Key of its record in the store, with a digest of what was decided about it.", required=True),
        code("sightings", "Its projects as the next feed needs them to tell timelines, as JSON."),
        code("rules", "The rules of its records whose confidence decisions may move, as JSON."),
    ),
    of="feed",
)
FEED: Final = Table(
    "feed",
    "What the last feed left behind, by name.",
    (
        Column("name", "key", "Such as `model`, a digest of the form of the tables.", True),
        code("value", "The value.", required=True),
    ),
    of="feed",
)
FED: Final[tuple[Table, ...]] = (RUN, *TABLES, DELIVERY, FEED)
"""All tables of a destination; each refers to earlier ones and itself only."""
