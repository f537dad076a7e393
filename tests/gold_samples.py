"""A small gold file in our own words, and ways to turn any gold file into predictions that are right or wrong."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def small_gold() -> Json:
    """One document with at least one thing of each kind; offsets are of no text, only their distances matter."""
    return {
        "doc": "xa.txt",
        "header": {
            "number_raw": "12/KH-UBND",
            "date": "2025-03-04",
            "place": "Bình An",
            "doc_type": "Kế hoạch",
            "title": "Trồng cây đầu xuân trên địa bàn xã năm 2025",
            "issuer": "Ủy ban nhân dân xã Bình An",
            "parent": None,
            "signer_name": "Lê Thị Mơ",
            "signer_position": "CHỦ TỊCH",
            "recipients": ["Thường trực Đảng ủy xã", "Các thôn, bản", "Lưu: VT"],
        },
        "sections": [
            {"quote": "I. MỤC ĐÍCH", "label": "I", "path": "I", "heading": "MỤC ĐÍCH", "start": 100, "end": 111},
            {"quote": "1. Các thôn", "label": "1", "path": "I/1", "heading": None, "start": 200, "end": 211},
            {"quote": "- Trạm y tế:", "label": "-", "path": "I/1/-", "heading": "Trạm y tế", "start": 230, "end": 242},
        ],
        "citations": [
            {
                "quote": "Kế hoạch số 7/KH-UBND ngày 02/01/2025 của UBND huyện", "doc_type": "Kế hoạch",
                "number": "7/KH-UBND", "name": None, "date": "2025-01-02", "issuer": "UBND huyện",
                "title": "về Tết trồng cây", "relation": "basis", "start": 300, "end": 352,
            },
            {
                "quote": "Luật Lâm nghiệp", "doc_type": "Luật", "number": None, "name": "Luật Lâm nghiệp",
                "date": None, "issuer": None, "title": None, "relation": "mention", "start": 400, "end": 415,
            },
        ],
        "deadlines": [
            {"quote": "trước ngày 20/3/2025", "kind": "date", "bound": "before", "value": "2025-03-20",
             "start": 500, "end": 520},
            {"quote": "hàng năm", "kind": "recurring", "bound": "on", "value": "FREQ=YEARLY", "start": 540, "end": 548},
        ],
        "targets": [
            {"quote": "trên 95%", "kind": "percent", "comparator": "gt", "value": 95, "value_max": None, "unit": "%",
             "subject": "số cây trồng mới sống", "start": 600, "end": 608},
            {"quote": "500 cây", "kind": "count", "comparator": "eq", "value": 500, "value_max": None, "unit": "cây",
             "subject": None, "start": 640, "end": 647},
        ],
        "units": [
            {"quote": "Công chức địa chính", "role": "lead", "path": "I/1", "start": 700, "end": 719},
            {"quote": "Đoàn Thanh niên", "role": "coordinate", "path": "I/1", "start": 730, "end": 745},
        ],
    }  # fmt: skip


def as_prediction(gold: Json) -> Json:
    """Give the document, as JSON, whose every judged value is that of `gold`."""
    head = gold["header"]
    date, number, issuer = head.get("date"), head.get("number_raw"), head.get("issuer")
    name, position = head.get("signer_name"), head.get("signer_position")
    return {
        "source": {"name": f"some/folder/{gold['doc']}"},
        "header": {
            "number": None if number is None else {"raw": number},
            "date": None if date is None else {"iso": date},
            "issuer": None if issuer is None else {"name": issuer, "canonical": None},
            "place": head.get("place"),
            "doc_type": head.get("doc_type"),
            "title": head.get("title"),
            "signature": None if name is None and position is None else {"name": name, "position": position},
            "recipients": [{"raw": line, "note": None} for line in head.get("recipients") or []],
        },
        "sections": _tree(gold["sections"]),
        "citations": [_citation(item) for item in gold["citations"]],
        "deadlines": [_keep(item, "kind", "bound", "value") for item in gold["deadlines"]],
        "targets": [_keep(item, "kind", "comparator", "value", "value_max", "subject") for item in gold["targets"]],
        "units": [_keep(item, "role") for item in gold["units"]],
    }


def _keep(item: Json, *fields: str) -> Json:
    kept = {field: item.get(field) for field in fields}
    return {"raw": item["quote"], "span": {"start": item["start"], "end": item["end"]}, **kept}


def _citation(item: Json) -> Json:
    made = _keep(item, "doc_type", "name", "title", "relation")
    number, date, issuer = item.get("number"), item.get("date"), item.get("issuer")
    made["number"] = None if number is None else {"raw": number, "canonical": number}
    made["date"] = None if date is None else {"iso": date}
    made["issuer"] = None if issuer is None else {"raw": issuer, "canonical": None}
    made["date_source"] = None if date is None else "stated"
    made["issuer_source"] = None if issuer is None else "stated"
    made["form"] = "full" if number else "named"
    return made


def _tree(sections: list[Json]) -> list[Json]:
    """Nest sections by their paths: a shorter path ends the longer ones before it."""
    roots: list[Json] = []
    above: list[tuple[int, Json]] = []
    for item in sections:
        node = _keep(item, "label", "path", "heading")
        node["heading_span"] = node["span"]
        node["children"] = []
        depth = item["path"].count("/")
        while above and above[-1][0] >= depth:
            above.pop()
        (above[-1][1]["children"] if above else roots).append(node)
        above.append((depth, node))
    return roots


def perturbed(prediction: Json, seed: int) -> Json:
    """Give a copy in which about a third of the things are lost, moved, doubled or changed."""
    chance = random.Random(seed)
    made = copy.deepcopy(prediction)
    for kind in ("citations", "deadlines", "targets", "units"):
        made[kind] = [new for item in made[kind] for new in _disturb(item, chance)]
    made["sections"] = _disturb_tree(made["sections"], chance)
    head = made["header"]
    for field, value in list(head.items()):
        if field != "recipients" and chance.random() < 0.3:
            head[field] = chance.choice([None, _wrong(value, chance)])
    head["recipients"] = [line for line in head["recipients"] if chance.random() < 0.8] + [{"raw": "Lưu hồ sơ"}]
    return made


def _disturb_tree(nodes: list[Json], chance: random.Random) -> list[Json]:
    for node in nodes:
        node["children"] = _disturb_tree(node["children"], chance)
    return [new for node in nodes for new in _disturb(node, chance)]


def _disturb(item: Json, chance: random.Random) -> list[Json]:
    if chance.random() < 0.65:
        return [item]
    made = copy.deepcopy(item)
    acts: list[Callable[[], list[Json]]] = [
        list,  # lost
        lambda: [item, made],  # doubled
        lambda: [_moved(made, chance)],
        lambda: [_changed(made, chance)],
        lambda: [_moved(_changed(made, chance), chance)],
    ]
    return chance.choice(acts)()


def _moved(item: Json, chance: random.Random) -> Json:
    span = item["span"]
    span["start"] = max(0, span["start"] + chance.randint(-9, 9))
    span["end"] = max(span["start"] + 1, span["end"] + chance.randint(-25, 25))
    return item


def _changed(item: Json, chance: random.Random) -> Json:
    field = chance.choice([key for key in item if key not in ("span", "heading_span", "children", "raw")])
    item[field] = _wrong(item[field], chance)
    if field == "form":
        item[field] = "short"
    return item


def _wrong(value: Any, chance: random.Random) -> Any:
    if isinstance(value, str):
        return chance.choice([value.upper(), value + " thêm", value[: len(value) // 2], value.replace("i", "í"), ""])
    if isinstance(value, dict):
        return {key: _wrong(inner, chance) if isinstance(inner, str) else inner for key, inner in value.items()}
    if isinstance(value, (int, float)):
        return value + 1
    return value
