"""Fuzz the byte reader or the header finder, guided by coverage.

    python -m tests.fuzz [--seconds N] [--corpus DIR] bytes|header

Ends with exit code 0 where nothing was found. What breaks is written to crash-…, timeout-… or
oom-… in the present folder; `python -m tests.fuzz --again FILE bytes` runs it once more. Needs
`pip install shequ[fuzz]`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

#: No input may take longer, nor more memory.
SECONDS, MEGABYTES = 25, 3000


def main() -> int:
    """Run the fuzzer until its time is over; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=["bytes", "header"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="keep what was found interesting in DIR")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run one input, and no more")
    options = parser.parse_args()
    if options.again is not None:
        from tests.fuzz.targets import TARGETS

        TARGETS[options.target](options.again.read_bytes())
        return 0
    try:
        import atheris
    except ImportError:
        print(
            "atheris is not installed: pip install 'shequ[fuzz]' (Linux or macOS, CPython)",
            file=sys.stderr,
        )
        return 2
    with atheris.instrument_imports(include=["loaders"]):
        from tests.fuzz.targets import TARGETS, seeds
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder)
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(options.target)):
            (corpus / f"seed-{number}").write_bytes(seed)
        arguments = [
            f"-max_total_time={options.seconds}",
            f"-timeout={SECONDS}",
            f"-rss_limit_mb={MEGABYTES}",
            "-max_len=65536",
            "-print_final_stats=1",
            str(corpus),
        ]
        atheris.Setup([sys.argv[0], *arguments], TARGETS[options.target])
        atheris.Fuzz()  # ends the process itself
    return 0


if __name__ == "__main__":
    sys.exit(main())
