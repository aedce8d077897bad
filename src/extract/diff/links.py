"""What records of a release name each other by, kept whole where some of them go."""

from __future__ import annotations

from typing import Any

from extract.records.release import Release


def unnamed(release: Release) -> Release:
    """The release whose records name none that is not there."""
    known = {
        kind: {one.id for one in getattr(release, kind)} for kind in ("sections", "places", "amounts", "people")
    }  # fmt: skip

    def kept(kind: str, name: str | None) -> str | None:
        return name if name in known[kind] else None

    def money(stated: Any) -> Any:
        return stated and stated.model_copy(update={"amount": kept("amounts", stated.amount)})

    amounts = [
        one.model_copy(update={"section": kept("sections", one.section), "same_as": kept("amounts", one.same_as)})
        for one in release.amounts
    ]
    projects = [
        one.model_copy(
            update={"place": kept("places", one.place), "granted": money(one.granted), "total": money(one.total)}
        )
        for one in release.projects
    ]
    quotes = [
        one
        if one.speaker is None
        else one.model_copy(
            update={"speaker": one.speaker.model_copy(update={"person": kept("people", one.speaker.person)})}
        )
        for one in release.quotes
    ]
    return release.model_copy(
        update={"amounts": tuple(amounts), "projects": tuple(projects), "quotes": tuple(quotes)}
    )  # fmt: skip
