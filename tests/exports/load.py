"""Loads what newsparse exports with the programs it is for: load.py spacy|jsonld < FILE.jsonl, or load.py brat < PATHS.

spacy: each line becomes a Doc (from_json with validation) that has every entity and span, and displaCy draws it (pip install spacy).
jsonld: each line expands as JSON-LD, and every key has a meaning (pip install pyld).
brat: the reader of brat's own server, which bratiaa holds, takes every line of each annotation file (pip install bratiaa).
Prints how many were loaded.
"""

import json
import sys


def load_spacy(lines):
    import spacy
    from spacy import displacy
    from spacy.tokens import Doc

    vocabulary = spacy.blank("en").vocab
    for data in lines:
        doc = Doc(vocabulary).from_json(data, validate=True)
        assert doc.text == data["text"]
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [(e["start"], e["end"], e["label"]) for e in data["ents"]]
        for key, spans in data["spans"].items():
            expected = [(s["start"], s["end"], s["label"], s["kb_id"]) for s in spans]
            assert [(s.start_char, s.end_char, s.label_, s.kb_id_) for s in doc.spans[key]] == expected, key
        assert [(t.idx, t.idx + len(t)) for t in doc] == [(t["start"], t["end"]) for t in data["tokens"]]
        if doc.ents:
            assert "<mark" in displacy.render(doc, style="ent", page=False, jupyter=False)
        displacy.render(doc, style="span", options={"spans_key": "quotes"}, jupyter=False)
        yield doc


def load_jsonld(lines):
    from pyld import jsonld

    # The vocabulary by its own rule, since the context can't be fetched here.
    context = {"@context": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}}
    for data in lines:
        data = {**data, **context}
        (article,) = jsonld.expand(data, {"base": "https://example.org/article"})
        assert article["@type"] == ["https://schema.org/NewsArticle"]
        known = {node["@id"] for key in ("mentions", "hasPart") for node in article.get(f"https://schema.org/{key}", [])}
        for part in article.get("https://schema.org/hasPart", []):
            assert part["@type"][0] in ("https://schema.org/Quotation", "https://schema.org/Claim")
            for key in ("spokenByCharacter", "author", "mentions", "isBasedOn"):
                for node in part.get(f"https://schema.org/{key}", []):
                    assert "@id" not in node or node["@id"] in known, node
        yield article


def load_brat(paths):
    from bratsubset.annotation import TextAnnotations

    for path in paths:
        stem = path.removesuffix(".ann")
        with open(path, encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file]
        with TextAnnotations(stem) as annotations:
            assert not annotations.failed_lines, [lines[at] for at in annotations.failed_lines]
            # As brat writes them, with the text that the offsets cut out.
            assert sorted(str(it).rstrip("\n") for it in annotations) == sorted(lines), path
            marks = {mark.id for mark in annotations.get_textbounds()}
            assert all(relation.arg1 in marks and relation.arg2 in marks for relation in annotations.get_relations()), path
        yield annotations


if sys.argv[1] == "brat":
    loaded = load_brat(line.rstrip("\n") for line in sys.stdin)
else:
    loaded = {"spacy": load_spacy, "jsonld": load_jsonld}[sys.argv[1]](map(json.loads, sys.stdin))
print("loaded", sum(1 for _ in loaded))
