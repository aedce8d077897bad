"""All that people decided, as one list that goes from store to store; and the checks that they silenced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

import sqlalchemy as sa

from extract.decide import Decision, Judgement, Silence, Silences, line_of
from extract.store import tables as t
from extract.store.engine import Store
from extract.store.judging import add, in_turn, judgements
from extract.store.packing import key_of, storable

_AT_ONCE: Final = 500


def decisions(store: Store) -> Iterator[Decision]:
    """All decisions: the judgements, then the silences, the oldest first."""
    return chain(judgements(store), silences(store))


def add_decisions(store: Store, made: Iterable[Decision]) -> int:
    """Adds decisions, the oldest first: all of them or, where ``made`` fails, none. Those that the store has already
    are left out; how many are new."""
    with store.transaction() as connection:
        in_turn(connection)
        # As they are written today: a version with one more field would else take its own for new ones.
        known = {_key(one) for one in _known(connection)}
        count, fresh = 0, _new(made, known)
        while some := list(islice(fresh, _AT_ONCE)):
            count += add(connection, [one for one in some if isinstance(one, Judgement)])
            rows = [_row(one) for one in some if isinstance(one, Silence)]
            if rows:
                connection.execute(sa.insert(t.silence), rows)
                count += len(rows)
        return count


def silences(store: Store) -> Iterator[Silence]:
    """All silences, the oldest first."""
    with store.reading() as connection:
        for body in connection.scalars(sa.select(t.silence.c.body).order_by(t.silence.c.id)):
            yield Silence.model_validate_json(body)


def silenced(store: Store) -> Silences:
    """What is silenced in the store."""
    return Silences.of(silences(store))


def _new(made: Iterable[Decision], known: set[bytes]) -> Iterator[Decision]:
    for one in made:
        key = _key(one)
        if key not in known:
            known.add(key)
            yield one


def _known(connection: sa.Connection) -> Iterator[Decision]:
    for table, model in ((t.judgement, Judgement), (t.silence, Silence)):
        query = sa.select(table.c.body).execution_options(yield_per=_AT_ONCE)
        for body in connection.scalars(query):
            yield model.model_validate_json(body)


def _key(one: Decision) -> bytes:
    return key_of(line_of(one).encode("utf-8"))


def _row(one: Silence) -> dict[str, Any]:
    return {"release": storable(one.release), "body": line_of(one)}
