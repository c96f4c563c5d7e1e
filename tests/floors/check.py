#!/usr/bin/env python3
"""Compare the scores of a run with the committed floors.            (standard library only)

  check.py SCORES.json            fails where a score lies more than half a point under its floor
  check.py SCORES.json --raise    writes floors.json anew from the scores, where they are higher or new

SCORES.json is what the scorer's --json writes. Floors are percentages, keyed "data set: measure".
"""
import json
import os
import sys

FLOORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors.json")
SLACK = 0.5

STRUCTURE = ["headline exact", "byline F1", "author F1", "dateline F1", "city F1", "date acc", "para F1", "kind acc", "kind:boilerplate F1"]
QUOTATIONS = ["dq1", "dq5", "speaker_strict", "speaker_lenient"]
CLAIMS = [("claim", "F1"), ("claim", "macroF1"), ("cw_AP",), ("cw_MAP",), ("attribution_acc_on_gold_claims",), ("prediction_on_claims", "F1"),
          ("quantity_on_claims", "F1"), ("negated_on_claims", "F1"), ("claimant",)]


def flatten(scores):
    """The measures that the project steers by, one number each; the scorer's other rows are for reading."""
    flat = {}
    for name, rows in scores.items():
        area = name.split("/")[0]
        if area == "structure":
            flat.update({f"{name}: {row}": rows.get(row) for row in STRUCTURE})
        elif area == "entities":
            flat.update({f"{name}: {row} F1": rows[row][2] for row in ("person", "organization", "location", "micro", "overlap")})
        elif area == "values":
            flat.update({f"{name}: {row} F1": value[2] for row, value in rows.items()})
        elif area == "clusters":
            flat.update({f"{name}: {row} F1": rows[row]["f1"] for row in ("b3", "b3_matched_only", "pronoun")})
            flat[f"{name}: multi_acc_majority"] = rows["name"]["multi_acc_majority"]
        elif area == "quotes":
            # Of world news only quotations are labelled: every indirect attribution that is found counts as false in the other rows.
            wanted = QUOTATIONS if "wwn_quotes" in name else rows
            flat.update({f"{name}: {row} F1": value[2] for row, value in rows.items() if row in wanted})
        elif area == "claims":
            for path in CLAIMS:
                value = rows
                for key in path:
                    value = value.get(key) if value is not None else None
                flat[f"{name}: {' '.join(path)}"] = value
    return {key: value for key, value in flat.items() if value is not None}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        scores = flatten(json.load(file))
    floors = {}
    if os.path.exists(FLOORS):
        with open(FLOORS, encoding="utf-8") as file:
            floors = json.load(file)
    if "--raise" in sys.argv[2:]:
        raised = {key: max(value, floors.get(key, value)) for key, value in sorted({**floors, **scores}.items())}
        with open(FLOORS, "w", encoding="utf-8") as file:
            json.dump(raised, file, indent=1, sort_keys=True)
            file.write("\n")
        print(f"{len(raised)} floors, {sum(floors.get(key) != value for key, value in raised.items())} new or raised")
        return 0
    fallen = [(key, floor, scores.get(key)) for key, floor in floors.items() if scores.get(key, 0.0) < floor - SLACK]
    for key, floor, score in fallen:
        print(f"fallen: {key}: {score} (floor {floor})")
    print(f"{len(floors) - len(fallen)} of {len(floors)} scores are at their floors or above")
    return 1 if fallen or not floors else 0


if __name__ == "__main__":
    sys.exit(main())
