"""Archives on more than one machine, by engines that people have: Daft, Spark, any scheduler.

    convert_table   names and bytes in (Arrow) -> rows out (Arrow); never raises
    vnplan.engines.daft    a folder or Parquet -> Parquet, by Daft
    vnplan.engines.spark   the same by Spark's mapInArrow

No engine protects its workers from a document that hangs or crashes the interpreter; so the function does: it hands
each document to a process of its own pool, with limits of time and memory (`vnplan.archive.workers`).
"""

from vnplan.engines.batches import COLUMNS, convert_batches, convert_table, input_schema, output_schema

__all__ = ["COLUMNS", "convert_batches", "convert_table", "input_schema", "output_schema"]
