"""``press-extract schema``: the record as JSON Schema; docs/release.schema.json is this text."""

from __future__ import annotations

import json

from extract.records.release import Release


def schema_json() -> str:
    """The schema of what is written: every field required, for a missing value is ``null`` or ``[]``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Release.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
