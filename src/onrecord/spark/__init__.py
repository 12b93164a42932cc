"""The same functions over an archive on Apache Spark: articles in, Parquet out that ``onrecord import`` takes up.

    parts -> reading -> ids -> extraction -> articles, failures -> people, sayings -> statements

Spark moves rows; what a row means is decided by the functions that one machine runs (``reading``, ``ingest``,
``people.across``, ``matching``). Every step is written to Parquet before the next begins, so that a run that was
stopped goes on where it was.
"""
