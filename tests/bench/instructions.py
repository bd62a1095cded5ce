"""Counts the instructions of the pure core with callgrind, against limits and recorded figures."""

import json
import pathlib
import re
import subprocess
import tempfile

RECORDED = pathlib.Path(__file__).with_name("instructions.json")
MOST_GROWTH = 1.2

# What is counted, how often, and the most instructions that it may take.
WORK = [("spf", 8, "merge into an SPF record of 8 terms", 30_000),
        ("plan", 5, "plan one domain with 5 senders", 300_000)]


def count(program, what, size):
    """The instructions within counted_work, the same in every run of one binary."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["valgrind", "--tool=callgrind", "--toggle-collect=*counted_work*",
                               f"--callgrind-out-file={folder}/out", program, what, str(size)],
                              capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def measure(report, program):
    """Prints the figures; False when one has grown by more than a fifth since it was recorded."""
    recorded = json.loads(RECORDED.read_text())
    kept = True
    for what, size, title, limit in WORK:
        counted = count(program, what, size)
        report.at_most(f"{title}: instructions", counted, "", limit)
        known = recorded[f"{what} {size}"]
        report.at_most(f"  against the {known} recorded", counted / known, "x", MOST_GROWTH)
        kept = kept and counted <= MOST_GROWTH * known
        large, larger = count(program, what, 16 * size), count(program, what, 32 * size)
        report.at_most(f"  {32 * size} / {16 * size} of them", larger / large, "x", 2.2)
    return kept
