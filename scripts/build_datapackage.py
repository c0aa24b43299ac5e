"""Write datasets/datapackage.json from datasets/metadata.yaml and the CSV files themselves.

Run by `make data`. `--check` writes nothing and fails where the committed file is out of date.
"""

import argparse
import csv
import hashlib
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

DATASETS = Path(__file__).resolve().parent.parent / "datasets"
TARGET = DATASETS / "datapackage.json"


def inferred_type(values: list[str]) -> str:
    """Name the narrowest type that holds every filled cell of a column."""
    filled = [value for value in values if value]
    if filled and all(re.fullmatch(r"-?(0|[1-9]\d*)", value) for value in filled):
        return "integer"
    if filled and all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in filled):
        return "number"
    return "string"


def field(
    name: str, described: dict[str, Any], values: list[str], vocabularies: dict[str, Any]
) -> dict[str, Any]:
    """Merge what a person wrote about a column with what its cells show."""
    found = inferred_type(values)
    declared = described.get("type", found)
    widened = declared == "number" and found == "integer"
    if any(values) and declared != found and not (declared == "string" or widened):
        raise SystemExit(f"column {name}: metadata.yaml says {declared}, the cells are {found}")
    out: dict[str, Any] = {
        "name": name,
        "type": declared,
        "description": " ".join(described["description"].split()),
        "marchwest:role": described.get("role", "about"),
    }
    if "unit" in described:
        out["marchwest:unit"] = described["unit"]
    if "constraints" in described:
        constraints = dict(described["constraints"])
        enum = constraints.get("enum")
        if isinstance(enum, str):
            constraints["enum"] = vocabularies[enum]
        out["constraints"] = constraints
    return out


def measured(raw: bytes) -> dict[str, Any]:
    """Return size and hash of a file."""
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}


def table(name: str, described: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    """Describe one CSV file as a Data Package resource."""
    path = described.get("path", f"{name}.csv")
    raw = (DATASETS / path).read_bytes()
    reader = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))
    rows = list(reader)
    shape = described.get("shape")
    columns = dict(metadata["shapes"][shape] if shape else described["columns"])
    vocabularies = metadata["vocabularies"] | described.get("vocabularies", {})
    if described.get("claims"):
        shared = {
            key: {**value, "role": "claim"} for key, value in metadata["claim_columns"].items()
        }
        columns = shared | columns
    header = list(reader.fieldnames or [])
    if header != list(columns):
        odd = sorted(set(header) ^ set(columns)) or "the order"
        raise SystemExit(f"{path} and metadata.yaml differ in their columns: {odd}")
    schema: dict[str, Any] = {
        "fields": [
            field(column, about, [row[column] for row in rows], vocabularies)
            for column, about in columns.items()
        ],
        "primaryKey": described["primaryKey"],
        "missingValues": [""],
    }
    keys = [
        {"fields": column, "reference": {"resource": target[0], "fields": target[1]}}
        for column, target in metadata["foreign_key_for"].items()
        if column in columns and target[0] != name
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": name,
        "type": "table",
        "path": path,
        "title": described["title"],
        "description": described["description"],
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **measured(raw),
        "marchwest:rows": len(rows),
        "schema": schema,
    }


def build() -> str:
    """Return the text of datapackage.json as it should be."""
    metadata = yaml.safe_load((DATASETS / "metadata.yaml").read_text(encoding="utf-8"))
    described = {about.get("path", f"{name}.csv") for name, about in metadata["tables"].items()}
    found = {path.relative_to(DATASETS).as_posix() for path in DATASETS.rglob("*.csv")}
    unlisted = found - described
    if unlisted:
        raise SystemExit(f"describe these tables in metadata.yaml: {sorted(unlisted)}")
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        **metadata["package"],
        "resources": [
            table(name, described, metadata) for name, described in metadata["tables"].items()
        ]
        + [
            {"name": name, **about, **measured((DATASETS / about["path"]).read_bytes())}
            for name, about in metadata["files"].items()
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether it is up to date")
    args = parser.parse_args()
    text = build()
    if not args.check:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        print("datasets/datapackage.json is out of date. Run `make data`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
