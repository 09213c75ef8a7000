"""screening.py: what the tests of this folder share: canonical transfers through `fiatgate screen`, and what is said of
those that did not pass. Writes temporary files alone."""
import collections, json, os, subprocess, sys, tempfile

# An invented private person pays another; check digits hold.
PAYER = {"debtor_name": "ТЕСТОВ АЙДАР", "debtor_id": "850101300015"}
PAYEE = {"creditor_name": "СЕРИКОВА ДИНА", "creditor_account": "KZ678560000001234567"}
BASE = {"amount": "100000.00", "currency": "KZT", "settlement_date": "2026-11-20", "end_to_end_id": "NOTPROVIDED"}


def screen(fiatgate, pack, rows):
    """The verdicts of transfers, one each, in their order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    run = subprocess.run([fiatgate, "screen", "--pack", pack, "--json", file.name], capture_output=True, text=True)
    os.unlink(file.name)
    if run.returncode != 0:
        sys.exit(f"fiatgate screen ended with {run.returncode}: {run.stderr[:2000]}")
    # Most pass, and a line that passes need not be read.
    passed = {"action": "pass"}
    verdicts = [passed if '"action":"pass"' in line[:300] and '"reasons"' not in line else json.loads(line)
                for line in run.stdout.splitlines()]
    if len(verdicts) != len(rows):
        sys.exit(f"{len(rows)} transfers went in, {len(verdicts)} verdicts came out: {run.stderr[:2000]}")
    return verdicts


def why(verdict):
    """Rule and entries of a verdict, in a few words."""
    return "; ".join(dict.fromkeys(f"{r.get('rule')}: {r.get('entry', '')} {r.get('text', '')!r}"
                                   for r in verdict.get("reasons", [])[:3]))


class Tally:
    """How often innocent payments were flagged, held or blocked: all hits are printed, few are allowed."""

    def __init__(self, flags_per_million):
        self.allowed = flags_per_million
        self.count = collections.Counter()
        self.rules = collections.defaultdict(list)

    def take(self, what, verdict):
        self.count[verdict["action"]] += 1
        if verdict["action"] != "pass":
            self.rules[verdict.get("rule", "")].append(f"{verdict['action']}: {what!r} ({why(verdict)})")

    def report(self, title, shown=40):
        """Prints it, and says whether it is within what is allowed."""
        total = sum(self.count.values())
        stopped = self.count["hold"] + self.count["block"]
        hits = total - self.count["pass"]
        for rule, texts in sorted(self.rules.items(), key=lambda item: -len(item[1])):
            print(f"{rule}: {len(texts)}")
            for text in texts[:shown]:
                print("  ", text)
        share = 1e6 * hits / total
        print(f"{title}: {total} payments, {dict(self.count)}: {share:.0f} flags a million, {self.allowed} are allowed; "
              f"{stopped} held or blocked, none may be")
        return stopped == 0 and share <= self.allowed
