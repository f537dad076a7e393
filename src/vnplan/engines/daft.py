"""Archives by Daft: a folder, an object store or Parquet in, Parquet out; one machine or a Ray cluster.

    convert(read_files("s3://bucket/archive/**/*.txt")).write_parquet("s3://bucket/plans")

On a cluster, call `daft.set_runner_ray(address)` first; the package must be installed there with the extra `daft`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnplan.archive.workers import Limits
from vnplan.engines.batches import convert_table
from vnplan.lexicon.own import Lexicon

if TYPE_CHECKING:
    import daft


def read_files(pattern: str) -> daft.DataFrame:
    """Name and content of the files that match a pattern with `*` and `**`: what `convert` takes."""
    import daft

    frame = daft.from_glob_path(pattern)
    return frame.select(daft.col("path").alias("name"), frame["path"].download(on_error="null").alias("content"))


def convert(
    frame: daft.DataFrame, *, jobs: int = 1, limits: Limits | None = None, lexicon: Lexicon | None = None
) -> daft.DataFrame:
    """Convert the documents of a DataFrame with `name` and `content`.

    Args:
        frame: The documents.
        jobs: Worker processes of each interpreter that Daft runs.
        limits: What one document may take.
        lexicon: The tables to read by; the shipped ones unless given.

    Returns:
        One row for each document, columns as in `vnplan.engines.batches`; lazily, as Daft does.
    """
    import daft
    from daft import DataType

    fields = {
        "sha256": DataType.string(), "status": DataType.string(), "trouble": DataType.string(),
        "reason": DataType.string(), "json": DataType.string(), "seconds": DataType.float64(),
    }  # fmt: skip

    @daft.func.batch(return_dtype=DataType.struct(fields))
    def work(name: Any, content: Any) -> Any:
        import pyarrow as pa

        # Daft's own strings and bytes are those with 64-bit offsets.
        columns = [name.to_arrow().cast(pa.string()), content.to_arrow().cast(pa.binary())]
        table = convert_table(
            pa.RecordBatch.from_arrays(columns, ["name", "content"]), jobs=jobs, limits=limits, lexicon=lexicon
        )
        return pa.StructArray.from_arrays([table.column(key) for key in fields], list(fields))

    converted = frame.select("name", work(frame["name"], frame["content"]).alias("row"))
    return converted.select("name", *[converted["row"][key].alias(key) for key in fields])


def convert_files(
    source: str, target: str, *, jobs: int = 1, limits: Limits | None = None, lexicon: Lexicon | None = None
) -> None:
    """Convert the files that `source` matches, or Parquet with `name` and `content`, to Parquet files below `target`."""
    import daft

    frame = daft.read_parquet(source) if source.endswith(".parquet") else read_files(source)
    convert(frame, jobs=jobs, limits=limits, lexicon=lexicon).write_parquet(target)
