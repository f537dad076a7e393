"""The public face: what is exported, what importing costs, what the wheel holds, and that documented examples run."""

from __future__ import annotations

import doctest
import inspect
import json
import pkgutil
import re
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import get_args

import jsonschema
import pytest
from pydantic import BaseModel

import vnplan
from vnplan.export import json_schema, to_json

ROOT = Path(__file__).parents[1]
HEAVY = ("underthesea", "underthesea_core", "dateparser", "sklearn", "numpy", "pandas", "torch", "tqdm", "requests")
SAMPLES = sorted(path for path in (ROOT / "data" / "samples").glob("*.*") if path.suffix in {".txt", ".md"})


def test_all_is_what_is_exported() -> None:
    assert all(getattr(vnplan, name) is not None for name in vnplan.__all__)  # they are loaded when they are asked for
    assert set(vnplan.__all__) <= set(dir(vnplan))
    public = {
        name
        for name, value in vars(vnplan).items()
        if not isinstance(value, ModuleType)
        and name not in ("Any", "TYPE_CHECKING", "import_module")
        and (not name.startswith("_") or name == "__version__")
    }
    assert sorted(vnplan.__all__) == sorted(public)
    assert len(set(vnplan.__all__)) == len(vnplan.__all__)


def _models_below(model: type[BaseModel], found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if model not in found:
        found.add(model)
        waiting = [field.annotation for field in model.model_fields.values()]
        while waiting:
            annotation = waiting.pop()
            if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
                _models_below(annotation, found)
            else:
                waiting.extend(get_args(annotation))
    return found


def test_every_type_in_a_document_is_exported() -> None:
    models = _models_below(vnplan.PlanDocument, set())
    assert len(models) > 15
    assert {model.__name__ for model in models} <= set(vnplan.__all__)


def test_everything_exported_says_what_it_is() -> None:
    lacking = [
        name
        for name in vnplan.__all__
        if callable(value := getattr(vnplan, name)) and not (value.__doc__ or "").strip()
    ]
    assert not lacking


@pytest.mark.parametrize("module", ["vnplan", "vnplan.cli", "vnplan.export", "vnplan.evaluate", "vnplan.archive"])
def test_importing_is_light(module: str) -> None:
    program = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=True)
    assert done.stdout == "[]\n"


def test_what_is_not_exported_is_missing() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'parse_anything'"):
        vnplan.parse_anything  # noqa: B018


def test_importing_the_package_alone_loads_no_parser() -> None:
    program = (
        "import sys, vnplan; print('pydantic' in sys.modules, 'vnplan.pipeline' in sys.modules, vnplan.__version__)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=True)
    assert done.stdout == f"False False {vnplan.__version__}\n"


def test_help_is_light() -> None:
    unwanted = (*HEAVY, "pydantic", "vnplan.pipeline", "vnplan.archive")
    program = (
        "import sys\nfrom vnplan.cli import main\n"
        f"main(['--help'])\nprint([name for name in {unwanted!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=True)
    assert done.stdout.endswith("[]\n")


# --- documents ------------------------------------------------------------------------------------------------------

ODD = [
    ("", "nothing"),
    (" \n\n\t", "blanks"),
    ("Xin chào.", "no plan at all"),
    ("I. MỘT\n" * 50, "one heading again and again"),
    ("\x00\x01\ufffd\u200b\u202e", "no letters"),
    ("a" * 200_000, "one long word"),
    ("ngày 31/02/2025 số /KH- 100% chủ trì Điều", "pieces of everything"),
    ("KẾ HOẠCH\r\nThực hiện\r\n", "CRLF"),
]


@pytest.mark.parametrize(("text", "reason"), ODD)
def test_odd_text_gives_a_valid_document(text: str, reason: str) -> None:
    document = vnplan.parse_text(text, name="odd")
    assert document.source.name == "odd", reason
    assert document.schema_version == vnplan.SCHEMA_VERSION
    jsonschema.validate(json.loads(to_json(document)), json_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_parsed_document_fits_the_schema(sample: Path) -> None:
    document = vnplan.parse_file(sample)
    jsonschema.validate(json.loads(to_json(document)), json_schema(), jsonschema.Draft202012Validator)
    assert vnplan.PlanDocument.model_validate_json(to_json(document)) == document


def test_the_three_doors_agree() -> None:
    file = SAMPLES[0]
    text = file.read_text(encoding="utf-8")
    by_file, by_bytes, by_text = (
        vnplan.parse_file(file),
        vnplan.parse_bytes(file.read_bytes(), name=file.name),
        vnplan.parse_text(text, name=file.name),
    )
    assert by_file == by_bytes
    assert by_text.model_copy(update={"source": by_file.source}) == by_file
    assert by_text.source.sha256 == by_file.source.sha256
    assert vnplan.parse_file(str(file), name="other").source.name == "other"


UNREADABLE = [
    (b"\x00\x01\x02\xff" * 9, "binary", "bytes of a program"),
    (b"\x7fELF" + bytes(100), "binary", "a program whose bytes could be UTF-8"),
    ("Kế hoạch".encode("utf-16-le")[:7], "binary", "UTF-16 without its mark, cut"),
    (b"K\xe9 ho\xe1ch", "undecodable", "another encoding"),
]


@pytest.mark.parametrize(("data", "code", "reason"), UNREADABLE)
def test_what_cannot_be_text_raises_one_exception(data: bytes, code: str, reason: str) -> None:
    with pytest.raises(vnplan.UnreadableSource) as caught:
        vnplan.parse_bytes(data, name="tệp.txt")
    error = caught.value
    assert isinstance(error, vnplan.VnplanError)
    assert (error.name, error.code) == ("tệp.txt", code), reason
    assert str(error) == f"tệp.txt: {error.reason}"


# --- what is shipped ------------------------------------------------------------------------------------------------


def test_the_wheel_holds_the_package_and_its_data(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        info = f"vnplan-{vnplan.__version__}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode("utf-8")
        entry_points = archive.read(f"{info}/entry_points.txt").decode("utf-8")
    assert "vnplan/py.typed" in held
    source = ROOT / "src"
    shipped = {
        path.relative_to(source).as_posix()
        for path in (source / "vnplan").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped <= held
    assert "License-Expression: Apache-2.0" in metadata
    assert f"{info}/licenses/LICENSE" in held
    assert "vnplan = vnplan.cli:main" in entry_points


# --- documented examples --------------------------------------------------------------------------------------------

README_EXAMPLES = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)


def test_readme_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    # One after the other in one namespace, at the top of the checkout, as a reader would type them.
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {}
    for example in README_EXAMPLES:
        if ">>>" in example:
            test = doctest.DocTestParser().get_doctest(example, namespace, "README.md", "README.md", 0)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            runner.run(test, clear_globs=False)
            assert runner.failures == 0
            namespace = test.globs
        else:
            exec(compile(example, "README.md", "exec"), namespace)  # noqa: S102  our own README


def _modules() -> list[str]:
    found = pkgutil.walk_packages(vnplan.__path__, "vnplan.")
    # Programs and migrations are run by others: Python and alembic.
    return sorted(m.name for m in found if not m.name.endswith("__main__") and ".migrations." not in m.name)


@pytest.mark.parametrize("module", ["vnplan", *_modules()])
def test_docstring_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
