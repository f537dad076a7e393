"""Archives on more than one machine, by engines that people have: Daft, Spark, any scheduler.

    convert_table   names and bytes in (Arrow) -> rows out (Arrow); never raises
    vnplan.engines.daft    a folder or Parquet -> Parquet, by Daft
    vnplan.engines.spark   the same by Spark's mapInArrow

No engine protects its workers from a document that hangs or crashes the interpreter; so the function does: it hands
each document to a process of its own pool, with limits of time and memory (`vnplan.archive.workers`).

On a cluster: install the package with the extra where the engine's workers run; give each interpreter one processor
(`jobs=1`) and batches of some hundred documents, so that a lost machine costs minutes. Without an engine, any scheduler
does: `vnplan convert FOLDER -o OUT.jsonl --shard i/n` on each of n machines, then `vnplan load` of the n files, several
at once into PostgreSQL.

What ten million documents take, from what was measured on plans of 5 kB of text: parsing costs 22 ms of one processor
each, so 61 processor hours (one machine with 64 processors: one hour); JSON Lines 30 kB each, so 300 GB; the database
with its full-text index 75 kB each, so 750 GB; the manifests 700 bytes each, so 7 GB. One process that runs the batch
keeps about 100 bytes of each document in memory; shards of a million documents keep it near 150 MB.
"""

from vnplan.engines.batches import COLUMNS, convert_batches, convert_table, input_schema, output_schema

__all__ = ["COLUMNS", "convert_batches", "convert_table", "input_schema", "output_schema"]
