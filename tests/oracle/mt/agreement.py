"""agreement.py: what `fiatgate parse` says of files, held against what naive.py reads in them."""
import decimal
import json
import os
import re
import subprocess

import naive

# What naive.py gives wherever a message holds it, so that nothing else may come to stand there.
WHOLE = ("debtor_name", "debtor_account", "debtor_bic", "debtor_agent_name", "debtor_agent_bic", "debtor_agent_id",
         "creditor_name", "creditor_account", "creditor_bic", "creditor_agent_name", "creditor_agent_bic",
         "creditor_agent_id", "intermediary_agent_name", "intermediary_agent_bic", "intermediary_agent_id",
         "reimbursement_agent_name", "reimbursement_agent_bic", "instructed_amount", "instructed_currency", "charge_bearer",
         "bank_operation_code", "remittance", "regulatory_reporting", "uetr")
REFERENCES = ("instruction_id", "end_to_end_id", "transaction_id", "related_reference")


def parse(fiatgate, paths, folder):
    """{path: [row, …]}, the rows of a file in their order."""
    done = subprocess.run([fiatgate, "parse", *paths], cwd=folder, capture_output=True, timeout=600)
    if done.returncode not in (0, 3):
        raise SystemExit("fiatgate parse ended with %d\n%s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-2000:]))
    rows = {}
    for line in done.stdout.decode("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(os.path.normpath(row["file"]), []).append(row)
    return rows


def squeezed(text):
    return re.sub(r"[\s/]+", "", text)


def tidy(text):
    """Blanks at the end of a line say nothing."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def same(key, want, got):
    if key in ("amount", "instructed_amount"):
        try:
            return decimal.Decimal(want) == decimal.Decimal(got)
        except decimal.InvalidOperation:
            return False
    if key in ("sender_bic", "receiver_bic"):
        return want == re.sub("XXX$", "", got)
    if key.endswith("_name"):  # of several lines, it may be printed as one
        return squeezed(want) == squeezed(got)
    if key in ("debtor_sector", "creditor_sector", "purpose_code"):  # in any order, and once is enough
        return set(want.split("\n")) == set(got.split("\n"))
    return tidy(want) == tidy(got)


def words_of(row):
    """All that a row says."""
    return "\0".join(squeezed(value) for value in row.values() if isinstance(value, str))


def missing(pieces, said):
    for piece in pieces:
        if squeezed(piece) not in said:
            yield "a piece of text", piece, None


def of_transfer(want, got):
    """(key, what naive.py reads, what is read) wherever they differ."""
    for key, value in want.items():
        if key == "unread":
            yield from missing(value, words_of(got))
        elif key in ("common", "msg_type"):
            continue
        elif key == "reference":
            if not any(tidy(got.get(name, "")) == value for name in REFERENCES):
                yield key, value, {name: got.get(name) for name in REFERENCES}
        elif key.endswith("_address_parts"):
            address = squeezed(got.get(key.replace("_parts", ""), ""))
            for part in value:
                if squeezed(part) not in address:
                    yield key, part, got.get(key.replace("_parts", ""))
        elif not same(key, value, got.get(key, "")):
            yield key, value, got.get(key)
    for key in WHOLE:
        if key in got and key not in want:
            yield key, None, got[key]


def of_file(text, rows):
    """(number, key, what naive.py reads, what is read) wherever they differ in a file."""
    wanted = naive.read(text)
    broken = [row["error"] for row in rows if "error" in row]
    transfers = [row for row in rows if "error" not in row and not row.get("not_a_transfer")]
    if broken:
        yield 0, "error", None, broken[0]
    if len(wanted) != len(transfers):
        yield 0, "transfers", len(wanted), len(transfers)
        return
    # The type is told once of a file, by its first message.
    if wanted and wanted[0]["msg_type"] != transfers[0].get("msg_type"):
        yield 1, "msg_type", wanted[0]["msg_type"], transfers[0].get("msg_type")
    for want in (want for want in wanted if "common" in want):
        of_batch = [row for row in transfers if row.get("message_id") == want["message_id"]]
        for difference in missing(want["common"], "\0".join(map(words_of, of_batch))):
            yield (0, *difference)
    number = 0
    for want, got in zip(wanted, transfers):
        number += want["level"] == "transfer"
        if got.get("tx") != number:
            yield number, "tx", number, got.get("tx")
        for difference in of_transfer(want, got):
            yield (number, *difference)
