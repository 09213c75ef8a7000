"""foreign.py: FIATGATE_CORPUS, and running the command line over it."""
import csv
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
# Long enough for any message on a busy machine under a sanitizer: it catches hangs and nothing else.
HANG = 60


def folder():
    """The corpus; ends the program as skipped where there is none."""
    corpus = os.environ.get("FIATGATE_CORPUS")
    if not corpus:
        print("Skipped: FIATGATE_CORPUS names no folder")
        sys.exit(0)
    return corpus


def manifest(corpus):
    with open(os.path.join(corpus, "MANIFEST.csv"), encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def table(name):
    """A CSV beside this file."""
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def run(corpus, command):
    """(exit code, rows printed); the code of a hang is None, of a signal negative."""
    try:
        done = subprocess.run(command, cwd=corpus, capture_output=True, timeout=HANG)
    except subprocess.TimeoutExpired:
        return None, []
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    return done.returncode, rows


def parse(corpus, fiatgate, file):
    return run(corpus, [fiatgate, "parse", file])


def answer(rows):
    """What became of a file: transfers, partly (transfers, then an error), error, not-a-transfer or nothing."""
    transfers = any("error" not in row and not row.get("not_a_transfer") for row in rows)
    if any("error" in row for row in rows):
        return "partly" if transfers else "error"
    return "transfers" if transfers else "not-a-transfer" if rows else "nothing"
