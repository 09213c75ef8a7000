#!/usr/bin/python3
"""report_page_test.py WRITE_REPORT PROTO FIATGATE SAMPLES: the report of a replay as it is written: whole HTML, the same bytes each time,
nothing that is fetched, nothing of a message outside its place, colours that can be read."""

import base64
import hashlib
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import findings  # noqa: E402

VOID = {"meta", "input", "br", "hr", "rect", "line"}
HOSTILE = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'><svg onload=alert(1)>", "&lt;b&gt;",
           "\u202egnp.exe", "\u2066a\u200bb\u00ad", "\x1b[2Ja\x07", "]]><!--", "{0}{1}", "javascript:alert(1)"]


def write(replay, payments):
    data = findings.wire(SCHEMA, replay, payments)
    done = subprocess.run([WRITE_REPORT], input=data, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")  # strict


class Page(html.parser.HTMLParser):
    """Elements, their nesting, and all text by the element it stands in."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.ids, self.texts, self.faults = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"{tag}: an attribute twice")
        attrs = dict(attrs)
        self.elements.append((tag, attrs))
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else, line {self.getpos()[0]}")

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class ReportPage(unittest.TestCase):
    SIZES = (0, 37, 300)

    def page(self, *arguments, **more):
        return write(*findings.findings(*arguments, **more))

    def test_is_whole(self):
        for count in self.SIZES:
            page = Page(self.page(count))
            self.assertEqual(page.faults, [])
            self.assertEqual(page.open, [])
            self.assertEqual(len(page.ids), len(set(page.ids)), "an id twice")
            for tag, attrs in page.elements:
                for name in ("for", "aria-labelledby", "aria-describedby"):
                    for id_ in attrs.get(name, "").split():
                        self.assertIn(id_, page.ids, f"{tag} {name}")
                if attrs.get("href", "").startswith("#"):
                    self.assertIn(attrs["href"][1:], page.ids)
                if tag in ("input", "select") and not attrs.get("aria-label"):
                    self.assertTrue(any(a.get("for") == attrs["id"] for t, a in page.elements if t == "label"), attrs)

    def test_same_bytes(self):
        for count in self.SIZES:
            self.assertEqual(self.page(count), self.page(count))

    def test_headings_in_order(self):
        levels = [int(tag[1]) for tag, _ in Page(self.page(37)).elements if re.fullmatch("h[1-6]", tag)]
        self.assertEqual(levels.count(1), 1)
        for above, level in zip(levels, levels[1:]):
            self.assertLessEqual(level, above + 1)

    def test_fetches_nothing(self):
        text = self.page(37)
        self.assertNotRegex(text, r"(?i)https?://|url\(|@import|<link|<iframe|<object|<base|\sstyle=|\son\w+=")
        for tag, attrs in Page(text).elements:
            self.assertNotIn("src", attrs)
            self.assertTrue(attrs.get("href", "#").startswith("#"))

    def test_policy_names_its_own_style_and_script(self):
        text = self.page(0)
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        for tag in ("style", "script"):
            body = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S).group(1)
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            self.assertIn(f"{tag}-src 'sha256-{digest}'", policy)

    def test_hostile_texts_stay_texts(self):
        def labelled(replay, _):
            replay["labels"] = findings.labels_of()

        def edit(replay, payments):
            labelled(replay, payments)
            for i, text in enumerate(HOSTILE):
                payment = payments[i]
                payment.update(file=text, uetr=text, msg_type=text, day=text, currency=text, amount=text, purpose_code=text,
                               cause_rule=text, cause_entry=text, apart=text, rule=text, label_why=text, label=2)
                payment["fields"].append({"field": text, "pieces": [{"text": text, "reasons": [0]}, {"text": text, "masked": True}]})
                payment["reasons"].append({"rule": text, "title": text, "entry": text, "field": text, "text": text,
                                           "basis": text, "action": 1, "exception": text, "looks_like": text,
                                           "doubted": {"field": text, "code": text}, "layer": text, "list_as_of": text})
                for key in ("by_rule", "by_entry", "by_currency", "apart"):
                    replay[key].append({"key": text, "title": text, "change": 1, "payments": 1, "customers": 1,
                                        "money": [{"currency": text, "payments": 1, "amount": text}]})
                replay["options"].append(text)
                replay["labels"]["differences"].append({"file": text, "expected_rule": text, "rule": text, "error": text,
                                                        "why": text, "result": 3, "expected": 0, "got": 2,
                                                        "reasons": [payment["reasons"][-1]]})
                replay["labels"]["rules"].append({"rule": text, "title": text})
                replay["labels"]["hash"] = text
                replay["rules_hit"].append({"key": text, "title": text, "count": 1})
                replay["fields_never_seen"].append(text)
                replay["rules_never_hit"].append({"key": text, "title": text, "count": 0})
                replay["unreadable"].append({"file": text, "cause": 1, "error": {"code": text, "text": text}})
                replay["causes"].append({"key": text, "count": 1})
                replay["days"].append({"day": text, "payments": 1})
                replay["pack"]["lists"].append({"id": text, "title": text, "source": text, "retrieved_at": text, "stale": True})
                replay["pack"].update(name=text, version=text, hash=text, title=text)
                replay["input"].update(first_day=text, last_day=text)
        harmless = Page(self.page(37, edit=labelled)).elements
        kept, tags = {name for _, attrs in harmless for name in attrs}, {tag for tag, _ in harmless}
        text = self.page(37, edit=edit)
        page = Page(text)
        self.assertEqual(page.faults, [])
        self.assertEqual(sum(tag == "script" for tag, _ in page.elements), 1)
        self.assertLessEqual({tag for tag, _ in page.elements}, tags)
        self.assertLessEqual({name for _, attrs in page.elements for name in attrs}, kept)
        for sign in "\u202e\u2066\u200b\u00ad\x1b\x07":
            self.assertNotIn(sign, text)
        self.assertIn("[U+202E]gnp.exe", text)
        shown = "".join(data for tag, data in page.texts if tag not in ("script", "style"))
        for hostile in HOSTILE[:4]:
            self.assertIn(hostile, shown)

    def test_text_that_is_no_utf8(self):
        def edit(replay, payments):
            payments[0]["file"] = b"\xff\xfeA\xed\xa0\x80.mt"
        self.assertIn("\ufffd\ufffdA\ufffd\ufffd\ufffd.mt", self.page(5, edit=edit))

    def test_says_what_cannot_be_signed(self):
        def interrupt(replay, _):
            replay["complete"] = False
        def empty(replay, _):
            replay["input"].update(transfers=0, first_day="", last_day="")
            replay["days"] = []
        self.assertNotIn("cannot be signed", self.page(5))
        self.assertIn("Interrupted: this report cannot be signed", self.page(5, edit=interrupt))
        self.assertIn("Empty: this report cannot be signed", self.page(0, edit=empty))

    def test_says_beside_what(self):
        def alone(replay, _):
            for key in ("against", "alerts_a_day_before", "hours_a_day_before"):
                del replay[key]
        def look_back(replay, _):
            replay["against"] = replay["pack"]
            replay["options"] = ["--changed-since 2026-11-09"]
        def unmasked(replay, _):
            replay["unmasked"] = True
        text = self.page(5)
        self.assertIn("The new pack would decide 5 of", text)
        self.assertNotIn("Not masked.", text)
        self.assertIn("The pack would flag or stop 5 of", self.page(5, edit=alone))
        self.assertIn("letting everything pass", self.page(5, edit=alone))
        self.assertIn("Since <time>2026-11-09</time>, the pack would now decide 5 of", self.page(5, edit=look_back))
        self.assertIn("<b>Not masked.</b>", self.page(5, edit=unmasked))
        self.assertIn("The new pack would decide no payment differently", self.page(0))

    def test_says_which_labels_are_not_met(self):
        text = self.page(5, edit=lambda replay, _: replay.update(labels=findings.labels_of()))
        rows = re.findall(r'<tr><td class="change l-(\d)">.*?</tr>', text)
        self.assertEqual(rows, ["2", "3", "4"])
        for words in ("Coins sold under another name", "Sweets of that name", "nothing of that name came", "labelled/17.mt · 2",
                      "96.1\u00a0%", "91.8–98.2\u00a0%", "148 of 154", "no such payment"):
            self.assertIn(words, text)

    def test_says_which_essential_payments_are_stopped(self):
        def stop(change):
            return lambda replay, _: replay["apart"][0].update(change=change, payments=2, customers=1)
        box = r'class="box-apart( loud)?">(.*?)</div>'
        loud, text = re.search(box, self.page(0), re.S).groups()
        self.assertFalse(loud)
        for name in ("Wages", "Pensions", "Taxes", "Tuition", "Заработная плата", "<span lang=\"en\">none</span>"):
            self.assertIn(name, text)
        for change in (1, 2):
            loud, text = re.search(box, self.page(0, edit=stop(change)), re.S).groups()
            self.assertTrue(loud)
            self.assertIn("2\u00a0payments of 1\u00a0customer", text)
        for change in (3, 5):
            self.assertFalse(re.search(box, self.page(0, edit=stop(change)), re.S).group(1))

    def test_bars_by_day_week_month_year(self):
        for days, beginning in ((62, "2026-10-01"), (63, "2026-09-28"), (430, "2026-09-28"), (440, "2026-10"), (1800, "2026-10"),
                                (2000, "2026"), (30000, "2026")):
            text = self.page(4, days=days)
            rows = re.findall(r'<tr><th scope="row">([\d-]+)</th><td class="n" data-sort="(\d+)"', text)
            self.assertEqual(rows[0][0], beginning)
            self.assertLessEqual(len(rows), 62)
            # No day is lost or counted twice.
            replay, _ = findings.findings(4, days=days)
            self.assertEqual(sum(int(count) for _, count in rows), sum(day["payments"] for day in replay["days"]))

    def test_groups_hold_their_payments(self):
        text = self.page(300)
        replay, payments = findings.findings(300)
        found = re.findall(r'<div class="group" id="g-(\d+)" data-change="(\d)" data-rule="([^"]*)">(.*?)(?=<div class="group"|</main>)',
                           text, re.S)
        self.assertEqual([int(number) for number, *_ in found], list(range(1, len(found) + 1)))
        self.assertEqual([int(change) for _, change, *_ in found], sorted(int(change) for _, change, *_ in found))
        for _, change, rule, body in found:
            files = re.findall(r"<dt><span lang=\"en\">File</span><span lang=\"ru\">Файл</span></dt><dd>([^,<]*)", body)
            entry = re.search(r"<code>[^<]*</code> (?:<span>[^<]*</span> )?<code>([^<]*)</code>", body).group(1)
            self.assertEqual(files, [p["file"] for p in payments if (str(p["change"]), p["cause_rule"], p["cause_entry"]) ==
                                     (change, rule, entry)])

    def test_report_of_the_sample_change(self):
        reports = []
        with tempfile.TemporaryDirectory() as folder:
            for jobs in ("1", "3"):
                path = os.path.join(folder, f"{jobs}.html")
                done = subprocess.run([FIATGATE, "replay", "--quiet", "--jobs", jobs, "--pack", f"{SAMPLES}/change/after", "--against",
                                       f"{SAMPLES}/change/before", "--labels", f"{SAMPLES}/labels.csv", "--report", path,
                                       "--allow-unreadable", "1000", f"{SAMPLES}/messages", f"{SAMPLES}/change/payments"],
                                      stdout=subprocess.DEVNULL)
                self.assertIn(done.returncode, (0, 1))
                with open(path, encoding="utf-8") as file:
                    reports.append(file.read())
        self.assertEqual(reports[0], reports[1])
        page = Page(reports[0])
        self.assertEqual(page.faults, [])
        self.assertEqual(len(page.ids), len(set(page.ids)))
        for attrs in (attrs for _, attrs in page.elements if "href" in attrs):
            self.assertIn(attrs["href"][1:], page.ids)
        for words in ("Newly blocked", "PRIMER COIN EXCHANGE LTD", "crypto_words/fantik", "Заработная плата", "No longer stopped"):
            self.assertIn(words, reports[0])
        self.assertIn('class="box-apart loud"', reports[0])

    def test_colours_can_be_read(self):
        css = re.search(r"<style>(.*?)</style>", self.page(0), re.S).group(1)
        palettes = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"\{([^{}]*--bg:[^{}]*)\}", css)]
        self.assertEqual(len(palettes), 3)
        self.assertEqual(palettes[1], palettes[2], "dark by the switch and dark by the system")
        for palette in palettes:
            for ink in ("ink", "quiet", "link", "block", "hold", "flag", "pass", "mild"):
                for ground in ("bg", "panel"):
                    self.assertGreaterEqual(contrast(palette[ink], palette[ground]), 4.5, (ink, ground))
            for name in ("block", "hold", "flag", "pass"):
                self.assertGreaterEqual(contrast(palette[name], palette[name + "-bg"]), 4.5, name)
            for ink, ground in (("ink", "block-bg"), ("ink", "hold-bg"), ("quiet", "hold-bg"), ("quiet", "block-bg"),
                                ("hold", "block-bg"), ("block", "block-bg"), ("mark-ink", "mark"), ("bg", "ink")):
                self.assertGreaterEqual(contrast(palette[ink], palette[ground]), 4.5, (ink, ground))
            for name in (name for name in palette if name.startswith("bar-")):
                self.assertGreaterEqual(contrast(palette[name], palette["bg"]), 3, name)


if __name__ == "__main__":
    WRITE_REPORT, SCHEMA, FIATGATE, SAMPLES = sys.argv[1], findings.schema_of(sys.argv[2]), sys.argv[3], sys.argv[4]
    unittest.main(argv=sys.argv[:1])
