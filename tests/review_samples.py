"""Documents for the tests of the review page: samples, one that attacks the page, one as long as 300 pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import vnplan
from vnplan import PlanDocument

SAMPLES = Path(__file__).parents[1] / "data" / "samples"

HOSTILE = """ỦY BAN NHÂN DÂN XÃ BÌNH AN <script>alert("đầu")</script>
Số: 12/KH-UBND
Bình An, ngày 02 tháng 01 năm 2025
KẾ HOẠCH
Trồng cây "><img src=x onerror=alert(2)> đầu xuân năm 2025 </textarea></title><!--
Căn cứ Quyết định số 5/QĐ-UBND ngày 01/02/2024 của UBND huyện </mark></div></script><script>alert(3)</script>;
I. MỤC ĐÍCH & YÊU CẦU \N{CJK UNIFIED IDEOGRAPH-20000}\N{DESERT ISLAND} javascript:alert(4)
1. Phủ xanh ít nhất 95% đồi trọc; \x00 &lt;b&gt; &amp; ]]> ${x} {{x}} `x` @@script@@
II. TỔ CHỨC THỰC HIỆN
Công chức địa chính xã chủ trì, phối hợp với Đoàn Thanh niên xã hoàn thành trước ngày 20/3/2025.
"""
"""Every way out of an element, an attribute, a script and a template that we could think of; also letters beyond 16 bits."""

HOSTILE_NAME = 'x" onclick="alert(5)"><script>alert(6)</script>.txt'


@cache
def sample(name: str) -> PlanDocument:
    return vnplan.parse_file(SAMPLES / name)


@cache
def hostile() -> PlanDocument:
    made = vnplan.parse_text(HOSTILE, name=HOSTILE_NAME)
    fields = made.model_dump(mode="json")
    fields["tasks"][0]["outputs"] = ["<img src=x onerror=alert(7)>"]
    fields["units"][0]["canonical"] = "</script><script>alert(8)</script>"
    fields["units"][0]["rule"] = '"><b onmouseover=alert(9)>'
    fields["diagnostics"].append({"code": "<i>", "severity": "warning", "message": "<script>alert(10)</script>", "span": None})  # fmt: skip
    return PlanDocument.model_validate(fields)


@cache
def doubted() -> PlanDocument:
    """A sample some finds of which are less sure, whatever is counted about its rules today."""
    fields = sample("ubnd-huyen-ocr.txt").model_dump(mode="json")
    for n, unit in enumerate(fields["units"]):
        unit["confidence"] = (0.99, 0.84, 0.61)[n % 3]
    fields["deadlines"][1]["confidence"] = 0.5
    return PlanDocument.model_validate(fields)


def stacked(document: PlanDocument, times: int) -> PlanDocument:
    """Put `times` copies of a document under each other, with ids and places of their own."""
    copies = [_shifted(document.model_dump(mode="json"), n, n * len(document.text)) for n in range(times)]
    whole = {**copies[0], "text": document.text * times}
    for name, value in copies[0].items():
        if isinstance(value, list):
            whole[name] = [thing for one in copies for thing in one[name]]
    return PlanDocument.model_validate(whole)


def _shifted(value: Any, copy: int, by: int, key: str = "") -> Any:
    if isinstance(value, dict):
        if value.keys() == {"start", "end"} and isinstance(value["start"], int):
            return {"start": value["start"] + by, "end": value["end"] + by}
        return {name: _shifted(inner, copy, by, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shifted(inner, copy, by, key) for inner in value]
    if (
        isinstance(value, str)
        and (key == "id" or key.endswith(("_id", "_ids")) or key == "same_as")
        and "/" not in value
    ):
        return f"{value}.{copy}"
    return value
