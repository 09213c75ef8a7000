"""naive.py: a second reader of SWIFT MT, as simple as can be: regular expressions and dictionaries, no speed, no limits,
no tolerance. It was written from the SWIFT user handbook and proto/transfer.proto, without looking at the adapter, so
that the two can only agree where both are right. It reads valid messages and says nothing of broken ones.

read(text) gives a list of transfers: dictionaries with the keys of `fiatgate parse`, and beside them
  "unread": pieces of the transfer's fields, each of which must occur somewhere in what is read of it;
  "common": pieces of the fields that a batch has for all its transfers, each of which must occur in one of them (where a
  transfer gives a field itself, its canonical form leaves out the batch's);
  "reference": field 21 of one transfer of several, which may be any of the references of a transfer.
A key that the standard or the contract leaves open is not given.
"""
import re

CUSTOMER_TYPES = {"100", "101", "102", "103"}
BANK_TYPES = {"200", "202", "205"}
# Fields of numbers, codes and times, that are no text anyone could hide words in, or whose values are compared anyway.
NOT_TEXT = {"13C", "13D", "19", "23", "23B", "28D", "30", "32A", "32B", "33B", "36", "71A", "71F", "71G"}
IDENTIFIER_LINE = re.compile(r"^(?:IIN|BIN|RNN|INN)[ :/]*(\d{10,12})$")
EKNP = re.compile(r"\bEK(?:NP|PN) ?(\d\d)(\d\d)([A-Z]{3})(\d{3})\b")


def messages(text):
    """The messages of a file of any framing: plain, RJE (`$` between them), DOS-PCC (0x01 ... 0x03, blanks)."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x01", "").replace("\x03", "")
    # F21 is a service message: an acknowledgement in front of what it acknowledges.
    return [m for m in re.split(r"(?=\{1:)", text) if m.startswith("{1:F01")]


def fields_of(message):
    """[(tag, [line, …])] of block 4, trailing blanks dropped."""
    block = re.search(r"\{4:\s*\n(.*?)\n-\}", message, re.S).group(1)
    found = []
    for line in block.split("\n"):
        tag = re.match(r":(\d\d[A-Z]?):(.*)$", line)
        if tag:
            found.append((tag.group(1), [tag.group(2).rstrip()]))
        elif found:
            found[-1][1].append(line.rstrip())
    return [(tag, trimmed(lines)) for tag, lines in found]


def trimmed(lines):
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def date_of(yymmdd):
    return ("19" if yymmdd[:2] >= "80" else "20") + yymmdd[:2] + "-" + yymmdd[2:4] + "-" + yymmdd[4:]


def amount_of(text):
    return text.replace(",", ".").rstrip(".")


def bic_of(logical_terminal):
    """Twelve characters with the terminal's letter as the ninth; branch XXX is none."""
    bic = logical_terminal[:8] + logical_terminal[9:12]
    return bic[:8] if bic.endswith("XXX") or len(bic) != 11 else bic


def header_of(message):
    """The type, the flag of block 3, and what the header blocks say of the ends and the transfer."""
    header, terminal = {}, r"([A-Z]{6}[A-Z0-9]{6})"
    direction, kind = re.search(r"\{2:([IO])(\d{3})", message).groups()
    own = re.search(r"\{1:F01" + terminal + r"\d{10}\}", message)
    # To us: behind the time, in the sender's input reference, which begins with a date.
    other = re.search(r"\{2:I\d{3}" + terminal if direction == "I" else r"\{2:O\d{3}\d{4}\d{6}" + terminal, message)
    for key, found in zip(("sender_bic", "receiver_bic"), (own, other) if direction == "I" else (other, own)):
        if found:
            header[key] = bic_of(found.group(1))
    tags = dict(re.findall(r"\{(\d{3}):([^}]*)\}", message.split("{4:")[0]))
    if "121" in tags:
        header["uetr"] = tags["121"]
    return kind, tags.get("119", ""), header


def put(transfer, key, value):
    """Sets a key, or adds a further value in a line of its own."""
    if value:
        transfer[key] = transfer[key] + "\n" + value if key in transfer else value


def customer(transfer, side, tag, lines):
    """50a and 59a: side is debtor or creditor."""
    letter, lines = tag[2:], list(lines)
    if lines and lines[0].startswith("/"):
        put(transfer, side + "_account", lines.pop(0)[1:])
    if letter in ("A", "G") or letter == "C":
        put(transfer, side + "_bic", lines[0])
    elif letter == "F" and any(re.match(r"1/", line) for line in lines):
        if not re.match(r"\d/", lines[0]):
            identifier = re.match(r"[A-Z]{4}/[A-Z]{2}/(?:[^/]*/)?([^/]*)$", lines.pop(0))  # in place of an account
            put(transfer, side + "_id", identifier and identifier.group(1))
        numbered = [line.split("/", 1) for line in lines]
        put(transfer, side + "_name", "\n".join(text for number, text in numbered if number == "1"))
        transfer[side + "_address_parts"] = [text for number, text in numbered if number in "23"]
        for number, text in numbered:
            if number in "67" and side == "debtor":
                put(transfer, "debtor_id", text.split("/")[-1])
    elif lines:
        put(transfer, side + "_name", lines[0])
        transfer[side + "_address_parts"] = lines[1:]
        for line in lines[1:]:
            if IDENTIFIER_LINE.match(line):
                put(transfer, side + "_id", IDENTIFIER_LINE.match(line).group(1))


def institution(transfer, who, tag, lines, account=True):
    """51a to 58a: [/one letter][/account] or //clearing code, then a BIC (A), a place (B), nothing (C), a name (D)."""
    letter, lines = tag[2:], list(lines)
    if lines and lines[0].startswith("//"):
        if who in ("debtor_agent", "intermediary_agent", "creditor_agent"):
            put(transfer, who + "_id", lines[0][2:])
        lines.pop(0)
    elif lines and lines[0].startswith("/"):
        if account and letter != "C":
            put(transfer, who + "_account", re.sub(r"^/([A-Z]/)?", "", lines[0]))
        lines.pop(0)
    if letter == "A":
        put(transfer, who + "_bic", lines[0])
    elif letter == "D" and lines:
        put(transfer, who + "_name", lines[0])
        if who in ("debtor", "creditor"):
            transfer[who + "_address_parts"] = lines[1:]
            for line in lines[1:]:
                if IDENTIFIER_LINE.match(line):
                    put(transfer, who + "_id", IDENTIFIER_LINE.match(line).group(1))


def pieces(tag, lines):
    """What of a field must be found again: its lines, without their slashes and codes of one digit."""
    found = []
    for line in lines:
        if tag in ("50F", "59F"):
            line = re.sub(r"^\d/", "", line)
        if tag[:2] in ("52", "53", "54", "55", "56", "57", "58"):
            line = re.sub(r"^/[A-Z]/", "/", line)
        found += [piece for piece in re.split(r"/+", line) if len(piece.strip()) > 1]
    return found


def apply(kind, cover, transfer, tag, lines):
    """One field of block 4 into a transfer. cover: the transfer is the interbank leg."""
    text = "\n".join(lines)
    number = tag[:2]
    if tag == "20":
        transfer["message_id"] = text
    elif tag == "21":
        transfer["related_reference" if kind in BANK_TYPES else "reference"] = text
    elif tag in ("23B", "23") and kind in ("102", "103"):
        transfer["bank_operation_code"] = text
    elif tag == "32A":
        transfer["settlement_date"] = date_of(text[:6])
        if kind != "102":
            transfer["currency"], transfer["amount"] = text[6:9], amount_of(text[9:])
    elif tag == "32B":
        transfer["currency"], transfer["amount"] = text[:3], amount_of(text[3:])
    elif tag == "33B":
        transfer["instructed_currency"], transfer["instructed_amount"] = text[:3], amount_of(text[3:])
    elif tag == "30" and kind == "101":
        transfer["settlement_date"] = date_of(text)
    elif number == "50" and not (kind == "101" and tag in ("50C", "50L")):  # those are who instructs, not who pays
        customer(transfer, "debtor", tag, lines)
    elif number == "59":
        customer(transfer, "creditor", tag, lines)
    elif number == "52":
        institution(transfer, "debtor" if cover else "debtor_agent", tag, lines)
    elif number in ("53", "54", "55"):
        institution(transfer, "reimbursement_agent", tag, lines, account=False)
    elif number == "56":
        institution(transfer, "intermediary_agent", tag, lines)
    elif number == "57":
        institution(transfer, "creditor_agent", tag, lines)
    elif number == "58":
        institution(transfer, "creditor", tag, lines)
    elif tag == "70":
        put(transfer, "remittance", text)
    elif tag == "71A":
        transfer["charge_bearer"] = text
    elif tag == "72":
        put(transfer, "instruction_for_next_agent", text)
    elif tag == "77B":
        put(transfer, "regulatory_reporting", text)
    if number in ("58", "70", "72") or tag == "77B":
        for debtor_sector, creditor_sector, _, purpose in EKNP.findall(text):
            put(transfer, "debtor_sector", debtor_sector)
            put(transfer, "creditor_sector", creditor_sector)
            put(transfer, "purpose_code", purpose)
    if tag not in NOT_TEXT:
        transfer.setdefault("unread", []).extend(pieces(tag, lines))


def transfer_of(kind, header, fields, cover=False):
    transfer = {"level": "transfer", **header}
    for tag, lines in fields:
        apply(kind, cover, transfer, tag, lines)
    tags = {tag[:2] for tag, _ in fields}
    if cover and "52" not in tags:  # who sends the message pays
        put(transfer, "debtor_bic", header.get("sender_bic"))
    if kind == "200":  # from one account of the sender to another
        put(transfer, "creditor_bic", header.get("sender_bic"))
    return transfer


def batch(kind, header, fields):
    """MT101 and MT102: what stands before the first 21 is of all transfers; so is what follows 32A in MT102."""
    starts = [i for i, (tag, _) in enumerate(fields) if tag == "21"]
    end = next((i for i, (tag, _) in enumerate(fields) if tag == "32A" and i > starts[0]), len(fields))
    common = transfer_of(kind, header, fields[:starts[0]] + fields[end:])
    common["common"] = common.pop("unread")
    return [{**common, **transfer_of(kind, header, fields[from_:to])} for from_, to in zip(starts, starts[1:] + [end])]


def covered(kind, header, fields):
    """MT202COV and MT205COV: the customer's transfer begins with 50a and is paid with the same money."""
    start = next(i for i, (tag, _) in enumerate(fields) if tag[:2] == "50")
    cover = transfer_of(kind, header, fields[:start], cover=True)
    under = transfer_of(kind, header, fields[start:])
    under["level"] = "underlying"
    return [cover, under]


def read(text):
    transfers = []
    for message in messages(text):
        kind, flag, header = header_of(message)
        if kind not in CUSTOMER_TYPES | BANK_TYPES:
            continue
        fields = fields_of(message)
        header["msg_type"] = "mt" + kind + {"STP": "+stp", "REMIT": "+remit", "COV": "cov"}.get(flag, "")
        if kind in ("101", "102"):
            transfers += batch(kind, header, fields)
        elif flag == "COV":
            transfers += covered(kind, header, fields)
        else:
            transfers.append(transfer_of(kind, header, fields, cover=kind in BANK_TYPES))
    return transfers
