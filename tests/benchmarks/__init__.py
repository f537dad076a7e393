"""How fast vnplan is, as ratios: `make bench`, or `python -m benchmarks` in `tests/`."""
