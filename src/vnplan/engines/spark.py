"""Archives by Spark, from 3.3 on: `mapInArrow` over names and bytes.

On a cluster, the package must be installed where the executors run, with the extra `spark`::

    spark = SparkSession.builder.getOrCreate()
    rows = convert(binary_files(spark, "hdfs:///archive"))
    rows.write.parquet("hdfs:///plans")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vnplan.archive.discovery import DOCUMENT_SUFFIXES
from vnplan.archive.workers import Limits
from vnplan.engines.batches import COLUMNS, convert_batches
from vnplan.lexicon.own import Lexicon

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

SCHEMA = ", ".join(f"{name} {'double' if name == 'seconds' else 'string'}" for name in COLUMNS)
"""The columns that `convert` gives, as Spark writes them."""


def binary_files(spark: SparkSession, path: str, *, suffixes: Iterable[str] = DOCUMENT_SUFFIXES) -> DataFrame:
    """Name and content of the files below `path`: what `convert` takes. The name is the file's full path."""
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    reader = reader.option("pathGlobFilter", f"*{{{','.join(sorted(suffixes))}}}")
    return reader.load(path).selectExpr("path AS name", "content")


def convert(frame: DataFrame, *, limits: Limits | None = None, lexicon: Lexicon | None = None) -> DataFrame:
    """Convert the documents of a DataFrame with `name` and `content`.

    Args:
        frame: The documents; its partitions are the units of work, so there should be some for each core.
        limits: What one document may take.
        lexicon: The tables to read by; the shipped ones unless given.

    Returns:
        One row for each document, columns as in `vnplan.engines.batches`; lazily, as Spark does.
    """

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return convert_batches(batches, limits=limits, lexicon=lexicon)

    return frame.select("name", "content").mapInArrow(work, SCHEMA)


def convert_files(
    spark: SparkSession, source: str, target: str, *, limits: Limits | None = None, lexicon: Lexicon | None = None
) -> None:
    """Convert a folder of documents, or Parquet with `name` and `content`, to Parquet.

    Args:
        spark: The session.
        source: A folder, or the path of Parquet ending in `.parquet`.
        target: Folder of the Parquet files to write; it must not exist.
        limits: What one document may take.
        lexicon: The tables to read by; the shipped ones unless given.
    """
    frame = spark.read.parquet(source) if source.endswith(".parquet") else binary_files(spark, source)
    convert(frame, limits=limits, lexicon=lexicon).write.parquet(target)
