"""findings.py: findings made up for tests of the report: nobody's payments, in several sizes, the same on every machine."""

import datetime
import random

from wire import Schema, delimited

KINDS = ["NONE", "NEWLY_BLOCKED", "NEWLY_HELD", "NEWLY_FLAGGED", "HELD_NOT_BLOCKED", "NO_LONGER_STOPPED",
         "NO_LONGER_FLAGGED"]
WAYS = {1: (0, 3), 2: (0, 2), 3: (0, 1), 4: (3, 2), 5: (2, 0), 6: (1, 0)}
RULES = {
    "kz-payee-venue-sure": ("Payee is an unlicensed venue", "AFSA warning of 2026-02-10; Law on Digital Assets art. 6", 1),
    "kz-licence-lapsed": ("Payee's licence has been withdrawn", "AFSA register of 2026-11-20", 2),
    "kz-words-strong": ("The text speaks of digital assets", "Bank's own policy, 4.2", 3),
    "kz-words-p2p": ("The text speaks of an exchange between persons", "Bank's own policy, 4.3", 2),
    "kz-word-dropped": ("An ordinary word that was taken off the list", "Bank's own policy, 4.2", 6),
    "kz-brand-doubt": ("A brand that may be an ordinary firm's", "Bank's own policy, 4.4", 5),
}
ENTRIES = {
    "kz-payee-venue-sure": ["venues/moonshot-exchange", "venues/starlight-otc"],
    "kz-licence-lapsed": ["afsa/example-markets"],
    "kz-words-strong": ["crypto_words/usdt", "crypto_words/обменник", "coins/bitcoin"],
    "kz-words-p2p": ["weak_p2p/p2p"],
    "kz-word-dropped": ["weak_coins/token"],
    "kz-brand-doubt": ["venues/solana-bakery"],
}
CURRENCIES = ["KZT", "USD", "EUR", "RUB"]
APART = {"wages": ("Wages", "Заработная плата"), "pensions": ("Pensions", "Пенсии"), "taxes": ("Taxes", "Налоги"),
         "tuition": ("Tuition", "Оплата обучения")}
HASHES = {name: (name * 64)[:64] for name in ("3fa92c7e", "b1c04d55", "77aa0e19", "9e8d7c6b")}


def day_of(number, days):
    return (datetime.date(2026, 10, 1) + datetime.timedelta(days=number % days)).isoformat()


def money(amounts):
    sums = {}
    for currency, cents in amounts:
        count, total = sums.get(currency, (0, 0))
        sums[currency] = (count + 1, total + cents)
    return [{"currency": c, "payments": n, "amount": f"{t // 100}.{t % 100:02d}"}
            for c, (n, t) in sorted(sums.items(), key=lambda item: (-item[1][0], item[0]))]


def group(key, title, change, payments):
    return {"key": key, "title": title, "change": change, "payments": len(payments),
            "customers": len({p["customer"] for p in payments if p["customer"]}),
            "money": money([(p["currency"], p["cents"]) for p in payments])}


def reason(rule, entry, field, text, action, **more):
    title, basis, _ = RULES[rule]
    return {"rule": rule, "title": title, "entry": entry, "field": field, "occurrence": 0, "text": text, "basis": basis,
            "action": action, "list_as_of": "2026-11-01", "layer": "base", **more}


def make_payment(chance, number, days):
    rule = chance.choices(list(RULES), [6, 3, 8, 4, 2, 2])[0]
    change = RULES[rule][2]
    if rule == "kz-words-strong" and number % 9 == 0:
        change = 2
    entry = chance.choice(ENTRIES[rule])
    before, after = WAYS[change]
    word = entry.split("/")[1].replace("-", " ").upper()
    apart = chance.choice(list(APART)) if number % 23 == 5 and change in (2, 3) else ""
    currency = chance.choices(CURRENCIES, [7, 4, 2, 1])[0]
    cents = int(10 ** chance.uniform(4, 9))
    mark = {"text": word, "reasons": [0]}
    found = reason(rule, entry, "remittance" if "word" in rule else "creditor_name", word, max(before, after),
                   reading=[["READING_TRANSLITERATED"], ["READING_LOOK_ALIKE", "READING_SPACED"], []][number % 3],
                   **({"doubted": {"field": "purpose_code", "code": "119"}, "looks_like": "a purchase of digital assets"}
                      if number % 5 == 0 else {}))
    now_stricter = after > before
    more = reason("kz-words-p2p", "weak_p2p/p2p", "remittance", "P2P", 1, weight=20, shadow=number % 2 == 0)
    hidden = {"text": "•••••• ••••••••", "masked": True}
    fields = [
        {"field": "debtor_name", "occurrence": 0, "pieces": [hidden]},
        {"field": "debtor_account", "occurrence": 0, "pieces": [{"text": "KZ••••••••••••••4321", "masked": True}]},
        {"field": "creditor_name", "occurrence": 0,
         "pieces": [mark, {"text": " LIMITED"}] if "word" not in rule else [hidden]},
        {"field": "amount", "occurrence": 0, "pieces": [{"text": f"{cents // 100}.{cents % 100:02d}"}]},
        {"field": "currency", "occurrence": 0, "pieces": [{"text": currency}]},
        {"field": "purpose_code", "occurrence": 0, "pieces": [{"text": "119"}]},
        {"field": "remittance", "occurrence": 0,
         "pieces": [hidden, {"text": " "}, mark if "word" in rule else {"text": "оплата"}, {"text": "\n"},
                    {"text": "P2P", "reasons": [1]}, {"text": " "}, hidden]},
    ]
    return {
        "file": f"october.tar.gz/{number % 40:02d}/mt103-{number:06d}.mt", "tx": 1 + number % 3, "msg_type": "mt103",
        "uetr": f"00000000-0000-4000-8000-{number:012d}", "day": day_of(number * 7, days), "as_of": day_of(number * 7, days),
        "amount": f"{cents // 100}.{cents % 100:02d}", "currency": currency, "purpose_code": "119",
        "customer": number % 61 if number % 17 else 0, "change": change, "status": 0, "before": before, "after": after,
        "rule": rule if now_stricter else "", "rule_before": "" if now_stricter else rule, "cause_rule": rule,
        "cause_entry": entry, "apart": apart, "fields": fields,
        "reasons": [found, more] if now_stricter else [more], "reasons_before": [] if now_stricter else [found],
        "cents": cents,
    }


def by(payments, key, title):
    keys = sorted({(key(p), p["change"]) for p in payments if key(p)})
    groups = [group(k, title(k), c, [p for p in payments if key(p) == k and p["change"] == c]) for k, c in keys]
    return sorted(groups, key=lambda g: (g["change"], -g["payments"], g["key"]))


def lists():
    return [
        {"id": "afsa", "title": "AFSA public register", "source": "afsa.aifc.kz", "retrieved_at": "2026-11-20",
         "max_age_days": 30, "age_days": 0, "stale": False, "entries": 214, "never_hit": 201},
        {"id": "venues", "title": "Digital-asset venues on no Kazakhstan register", "source": "see each row",
         "retrieved_at": "2026-11-01", "max_age_days": 90, "age_days": 0, "stale": False, "entries": 512, "never_hit": 480},
        {"id": "nbk_exchange_operators", "title": "Exchange operators, register of the National Bank", "source": "nationalbank.kz",
         "retrieved_at": "2026-06-30", "max_age_days": 60, "age_days": 123, "stale": True, "entries": 30, "never_hit": 30},
        {"id": "crypto_words", "title": "Statutory and plain words for digital assets", "source": "typologies", "entries": 96,
         "never_hit": 61},
    ]


def days_of(payments, days):
    result = []
    for number in range(days):
        day = day_of(number, days)
        here = [p for p in payments if p["day"] == day]
        after = [sum(p["after"] == a for p in here) for a in (1, 2, 3)]
        result.append({"day": day, "payments": 1500 + number * 13 % 97, "flagged": after[0] + 4, "held": after[1] + 2,
                       "blocked": after[2] + 1, "changed": [sum(p["change"] == c for p in here) for c in range(1, 7)]})
    return result


def replay_of(payments, days, shown):
    total = 46503
    changed = [p for p in payments if p["change"]]
    return {
        "report_version": 1, "product_version": "1.3.0", "complete": True,
        "pack": {"name": "example-bank", "version": "2026.11.2", "hash": HASHES["3fa92c7e"], "title": "An invented bank",
                 "layers": [{"name": "base", "version": "2026.11.4", "hash": HASHES["77aa0e19"]},
                            {"name": "bank", "version": "2026.11.2", "hash": HASHES["9e8d7c6b"]}],
                 "lists": lists()},
        "against": {"name": "example-bank", "version": "2026.11.1", "hash": HASHES["b1c04d55"], "title": "An invented bank",
                    "layers": [], "lists": lists()},
        "options": ["--minutes-an-alert 10"],
        "input": {"hash": HASHES["9e8d7c6b"], "files": 41, "skipped": 2, "bytes": 58123456, "messages": 45990,
                  "transfers": total, "not_a_transfer": 120, "not_screened": 3, "before_day": 0, "first_day": day_of(0, days),
                  "last_day": day_of(days - 1, days), "days": days,
                  "money": [{"currency": "KZT", "payments": 31000, "amount": "98765432109.87"},
                            {"currency": "USD", "payments": 15503, "amount": "1234567.00"}],
                  "types": [{"key": "mt103", "count": 30000}, {"key": "pacs.008.001.08", "count": 15990}]},
        "changes": [group("", "", c, [p for p in changed if p["change"] == c]) for c in range(1, 7)],
        "by_rule": by(changed, lambda p: p["cause_rule"], lambda k: RULES[k][0]),
        "by_entry": by(changed, lambda p: p["cause_entry"], lambda k: ""),
        "by_currency": by(changed, lambda p: p["currency"], lambda k: ""),
        "apart": [{**found, "title_russian": APART[found["key"]][1]} for found in
                  by(changed, lambda p: p["apart"], lambda k: APART[k][0]) +
                  [group(k, t[0], 0, []) for k, t in APART.items() if not any(p["apart"] == k for p in changed)]],
        "cells": [{"before": b, "after": a, "payments": sum(p["before"] == b and p["after"] == a for p in changed) +
                   ({0: 46100, 1: 124, 2: 62, 3: 31}[a] if a == b else 0)} for b in range(4) for a in range(4)],
        "days": days_of(changed, days), "other_rule": 7, "alerts_a_day": "15.9", "alerts_a_day_before": "12.4",
        "minutes_an_alert": 10, "hours_a_day": "2.7", "hours_a_day_before": "2.1",
        "causes": [{"key": "bad_message", "count": 2}, {"key": "limit", "count": 1}],
        "unreadable": [
            {"file": "october.tar.gz/07/mt103-000777.mt", "tx": 0, "cause": 1,
             "error": {"code": "mt-missing-32a", "offset": 214, "line": 9, "text": "Field 32A is missing: date, currency and amount are expected."}},
            {"file": "october.tar.gz/11/huge.xml", "cause": 2,
             "error": {"code": "limit-message-bytes", "offset": 0, "text": "The message has more than 1048576 bytes."}}],
        "unreadable_more": 1, "unmapped": 5, "fields_never_seen": ["debtor_lei", "creditor_proxy", "merchant_id", "agent_address"],
        "rules_never_hit": [{"key": "kz-ultimate-venue-act", "title": "Ultimate payee is a venue named in an authority's act"},
                            {"key": "kz-wallet-sanctioned", "title": "A sanctioned wallet"}],
        "rules_hit": [{"key": k, "title": v[0], "count": 1200 - i * 177, "before": 1100 - i * 151} for i, (k, v) in enumerate(RULES.items())],
        "entries_never_hit": 772, "concerned": len(payments), "shown": min(shown, len(payments)), "shown_a_group": shown // 12,
        "unmasked": False,
    }


def labels_of():
    def share(count, of, low, high):
        return {"of": of, "count": count, "share": count / of if of else 0.0, "low": low, "high": high}
    return {"hash": HASHES["77aa0e19"], "labels": 412, "as_expected": 398, "without_label": 46091, "unmet": 3,
            "cells": [{"before": b, "after": a, "payments": n} for b, a, n in
                      [(0, 0, 250), (0, 1, 4), (0, 2, 2), (1, 0, 5), (1, 1, 71), (2, 2, 44), (3, 3, 33), (3, 2, 0)]],
            "differences_more": 2, "differences": [
                {"file": "labelled/17.mt", "tx": 2, "line": 18, "result": 2, "expected": 2, "expected_rule": "kz-words-p2p",
                 "got": 0, "why": "Coins sold under another name"},
                {"file": "labelled/18.mt", "line": 19, "result": 3, "expected": 0, "got": 1, "rule": "kz-words-strong",
                 "why": "Sweets of that name",
                 "reasons": [reason("kz-words-strong", "crypto_words/usdt", "remittance", "USDT", 1)]},
                {"file": "labelled/gone.mt", "line": 20, "result": 4, "expected": 3, "why": "Was in the folder last month"}],
            "rules": [{"rule": "", "precision": share(148, 154, 0.9178, 0.9820), "recall": share(148, 153, 0.9258, 0.9860)},
                      {"rule": "kz-words-strong", "title": RULES["kz-words-strong"][0],
                       "precision": share(71, 75, 0.8707, 0.9791), "recall": share(71, 76, 0.8552, 0.9716)},
                      {"rule": "kz-payee-venue-sure", "title": RULES["kz-payee-venue-sure"][0],
                       "precision": share(33, 33, 0.8957, 1.0), "recall": share(33, 33, 0.8957, 1.0)},
                      {"rule": "kz-words-p2p", "title": RULES["kz-words-p2p"][0], "precision": share(0, 0, 0.0, 0.0),
                       "recall": share(0, 2, 0.0, 0.6576)}]}


def findings(count, days=31, shown=2000, change=None, edit=None):
    """Replay and payments; edit may change both before they are written."""
    chance = random.Random(7)
    payments = [make_payment(chance, number, days) for number in range(count)]
    replay = replay_of(payments, days, shown)
    if edit:
        edit(replay, payments)
    return replay, payments


def wire(schema, replay, payments):
    out = delimited(schema.encode("Replay", replay))
    for payment in payments:
        out += delimited(schema.encode("ReplayPayment", {k: v for k, v in payment.items() if k != "cents"}))
    return out


def schema_of(proto):
    return Schema(f"{proto}/transfer.proto", f"{proto}/verdict.proto", f"{proto}/replay.proto")
