"""generate.py: valid SWIFT MT messages of every kind that is read, from a seed: every letter of the party fields, sequences
of several transfers, covers, block 3 and 5 in their variants, both directions, line ends, and files of one message, of
RJE and of DOS-PCC. Parties, accounts and references are invented; IINs and BINs have valid check digits.
"""
import random
import uuid

COUNTRIES = ["KZ", "DE", "GB", "US", "TR", "CN", "AE", "NL", "CH", "UZ", "PL", "SG"]
# Never RUB: its messages may be transliterated Russian, which is another question.
CURRENCIES = ["USD", "EUR", "KZT", "CNY", "GBP", "CHF", "TRY", "AED", "PLN"]
FIRST = ["OBRAZETS", "PRIMER", "SYNAQ", "ULGI", "EXAMPLE", "SAMPLE", "NORTHERN", "STEPPE", "Altyn", "de Voorbeeld"]
TRADE = ["TRADE", "FREIGHT", "STROY", "CLINIC", "AGRO", "METAL", "Lab.", "O'HARA", "D'OR", "(KAZAKHSTAN)", "TEXTIL"]
FORM = ["LLP", "TOO", "LTD", "GMBH", "S.A.", "INC.", "B.V.", "A/S", "AO", "JSC", "CO.,LTD"]
PERSON = ["OBRAZTSOV DAUREN", "TESTOV SANZHAR", "Primerova Aigul", "SYNAQOVA-ULGI MADINA", "JEAN L'EXEMPLE"]
STREET = ["ABAY AVE 10", "Dostyk 5/1, of. 12", "12 HIGH STREET", "P.O. BOX 4471", "FLAT 3: ENTRANCE B", "MAINZER LANDSTR. 1-3",
          "C/O ULGI TRADE", "APT.7 (REAR)", "UL. LENINA 4 + 6"]
TOWN = ["ALMATY", "Astana", "LONDON", "DUBAI", "'S-HERTOGENBOSCH", "NEW YORK, NY 10001", "ZUERICH"]
WORDS = ["PAYMENT", "FOR", "GOODS", "INVOICE", "INV", "N", "12/2026", "CONTRACT:", "REF:20:A", "DD", "10.11.2026", "services",
         "acc. to", "A+B", "(FINAL)", "NO?", "20,5", "TONNES", "ETC.", "RENT", "Q4", "SPEC.", "DN50", "a/c", "50K:", "'AS IS'",
         "BITUMEN", "ROAD", "WORK", "70:", "//", "/", "5-TH", "VAT", "INCL"]


# Kinds of message and the flag of block 3, as often as they are to occur.
KINDS = [("100", ""), ("101", ""), ("101", ""), ("102", ""), ("102", ""), ("102", "STP"), ("103", ""), ("103", ""), ("103", ""),
         ("103", "STP"), ("103", "REMIT"), ("200", ""), ("202", ""), ("202", ""), ("202", "COV"), ("202", "COV"), ("205", ""),
         ("205", "COV"), ("199", ""), ("900", "")]  # the last two order no payment


class Generator:
    def __init__(self, seed, kinds=KINDS):
        self.random = random.Random(seed)
        self.kinds = kinds

    def one_of(self, items):
        return self.random.choice(items)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def digits(self, count):
        return "".join(self.one_of("0123456789") for _ in range(count))

    def letters(self, count):
        return "".join(self.one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(count))

    # --- identifiers

    def bic(self):
        branch = self.one_of(["", "", "XXX", self.letters(3), self.digits(3)])
        return self.letters(4) + self.one_of(COUNTRIES) + self.letters(1) + self.one_of("23459ABKX") + branch

    def terminal(self):
        return self.letters(4) + self.one_of(COUNTRIES) + self.letters(2) + self.one_of(["AXXX", "XXXX", "A" + self.letters(3)])

    def identifier(self):
        """A BIN or IIN with its check digit."""
        while True:
            born = "%02d%02d" % (self.random.randrange(50, 99), self.random.randrange(1, 13))
            body = born + self.one_of(["4", "5", "0", "1", "2"]) + self.one_of("0123") + self.digits(5)
            if body[4] in "012":  # a day of birth, then the century
                body = born + "%02d" % self.random.randrange(1, 28) + self.one_of("34") + self.digits(4)
            for weights in ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]):
                check = sum(int(d) * w for d, w in zip(body, weights)) % 11
                if check < 10:
                    return body + str(check)

    def account(self):
        if self.chance(50):
            country, bban = self.one_of([("KZ", self.digits(3) + self.letters(3) + self.digits(10)), ("DE", self.digits(18))])
            number = "".join(str(int(c, 36)) for c in bban + country + "00")
            return "%s%02d%s" % (country, 98 - int(number) % 97, bban)
        return self.one_of([self.digits(10), self.digits(16), "756-%s-21" % self.digits(6), self.digits(4) + " " + self.digits(4),
                            self.letters(3) + self.digits(9), self.digits(5) + "/" + self.digits(6)])

    def reference(self):
        return self.one_of(["FT", "REF-", "PAY/", "", "a."]) + self.digits(8) + self.one_of(["", "A", "+", "/1", "-B"])

    # --- money and time

    def date(self):
        return "%02d%02d%02d" % (self.one_of([26, 26, 26, 27, 25, 9, 0, 79, 80, 99]), self.random.randrange(1, 13),
                                 self.random.randrange(1, 29))

    def money(self, currency=None):
        whole = str(self.random.randrange(1, 10 ** self.random.randrange(1, 10)))
        return (currency or self.one_of(CURRENCIES)) + whole + "," + self.one_of(["", "00", "5", "07", self.digits(2)])

    # --- text

    def name(self):
        if self.chance(30):
            return self.one_of(PERSON)
        return " ".join([self.one_of(FIRST), self.one_of(TRADE), self.one_of(FORM)])[:33].rstrip()

    def lines(self, most, width=35, eknp=20):
        """Free text: by the line, or cut at the last column with no regard to words; in so many of a hundred an EKNP."""
        text = " ".join(self.one_of(WORDS) for _ in range(self.random.randrange(1, most * 6)))
        if self.chance(40):
            cut = [text[i:i + width] for i in range(0, len(text), width)]
        else:
            cut = [""]
            for word in text.split(" "):
                if cut[-1] and len(cut[-1]) + 1 + len(word) > width:
                    cut.append(word)
                else:
                    cut[-1] = (cut[-1] + " " + word).strip()
        # A line may not begin with what ends a field, and is not blank.
        cut = [line if line[0] not in ":- /" else "A" + line[1:] for line in cut if line.strip()][:most]
        if self.chance(eknp):
            cut[-1] = self.one_of(["EKNP", "EKPN"]) + " %d%d%d%d%s%s" % (
                self.random.randrange(1, 3), self.random.randrange(1, 10), self.random.randrange(1, 3),
                self.random.randrange(1, 10), self.one_of(CURRENCIES), self.one_of(["119", "710", "859", "343", "841"]))
        return cut

    def coded(self, codes, most):
        """Text under codes: /CODE/text, //and what continues it."""
        found = []
        for line in self.lines(most, 26):
            if line.startswith("EK"):
                found.append("//" + line if found else "/%s/%s" % (self.one_of(codes), line))
            elif found and self.chance(40):
                found.append("//" + line)
            else:
                found.append("/%s/%s" % (self.one_of(codes), line))
        return found

    def address(self, most, identifiers=True):
        found = [self.one_of(STREET)][:self.random.randrange(0, 2)] + [self.one_of(TOWN)][:self.random.randrange(0, 2)]
        if identifiers and self.chance(40):
            found.insert(0, self.one_of(["BIN ", "IIN "]) + self.identifier())
        return found[:most]

    # --- parties

    def numbered(self, payer):
        country = self.one_of(COUNTRIES)
        found = ["1/" + self.name()]
        if self.chance(25):
            found.append("1/" + self.one_of(["AND SONS", "BRANCH OFFICE ALMATY", "OF THE NORTH"]))
        if self.chance(70):
            found.append("2/" + self.one_of(STREET))
        found.append("3/%s/%s" % (country, self.one_of(TOWN)))
        if payer and len(found) < 4 and self.chance(40):
            found.append(self.one_of(["6/KZ/BANKNAME/" + self.digits(9), "7/KZ/" + self.identifier()]))
        return found[:4]

    def customer(self, tag, letter):
        """50a and 59a as (tag, lines)."""
        account = ["/" + self.account()] if self.chance(85) or letter in "GH" else []
        if letter in "AG":
            return tag + letter, account + [self.bic()]
        if letter == "F" and tag == "59" and self.chance(15):  # not by the book, but it is done
            return "59F", account + [self.name()] + self.address(3)
        if letter == "F":
            if tag == "59":
                return "59F", account + self.numbered(False)
            holder = ["/" + self.account()] if self.chance(60) else [self.one_of(
                ["NIDN/KZ/" + self.identifier(), "CCPT/US/" + self.digits(9), "CUST/KZ/ULGIBANK/" + self.digits(8)])]
            return "50F", holder + self.numbered(True)
        return tag + letter.strip(), account + [self.name()] + self.address(3)

    def plain(self, tag):
        """A party without anything unusual."""
        return tag, ["/" + self.digits(10), self.name()]

    def institution(self, tag, letters):
        """51a to 58a as (tag, lines)."""
        letter = self.one_of(letters)
        party = self.one_of([[], [], ["/" + self.account()], ["/C/" + self.digits(9)], ["/D/" + self.digits(9)],
                             ["//" + self.one_of(["FW", "SC", "CN", "BL"]) + self.digits(9)], ["//RT"]])
        if letter == "A":
            return tag + "A", party + [self.bic()]
        if letter == "B":
            return tag + "B", party + [self.one_of(TOWN)] if self.chance(50) or not party else party
        if letter == "C":
            return tag + "C", [self.one_of(["//SC" + self.digits(6), "//FW" + self.digits(9), "/" + self.digits(10)])]
        extra = self.address(3, identifiers=tag == "58")
        if tag == "58" and self.chance(20):
            extra = extra[:2] + ["EKNP 1415KZT%s" % self.one_of(["710", "220", "119"])]
        return tag + "D", party + [self.name()] + extra

    def maybe(self, percent, *field):
        return [field] if self.chance(percent) else []

    def party(self, percent, tag, letters):
        return [self.institution(tag, letters)] if self.chance(percent) else []

    def beneficiary(self):
        return self.customer("59", self.one_of([" ", " ", "A", "F", "F"]))

    def next_agent(self, percent):
        return self.maybe(percent, "72", self.coded(["ACC", "INS", "BNF", "REC", "INT"], 4))

    def regulatory(self, percent):
        country = self.one_of(COUNTRIES)
        found = ["/ORDERRES/%s//" % country + line for line in self.lines(1, 18)[:1]]
        found += ["//" + line for line in self.lines(2, 33, eknp=0)] if self.chance(40) else []
        return self.maybe(percent, "77B", found)

    def remittance(self, percent):
        return self.maybe(percent, "70", self.lines(4) if self.chance(60) else self.coded(["INV", "RFB", "ROC", "IPI"], 4))

    def exchange(self, percent):
        return [("33B", [self.money()]), ("36", ["0,9%s" % self.digits(3)])] if self.chance(percent) else []

    # --- messages: the fields of block 4

    def mt100(self):
        return ([("20", [self.reference()]), ("32A", [self.date() + self.money()]),
                 ("50", [self.name()] + self.address(3))] + self.party(50, "52", "AD") + self.party(30, "53", "ABD") +
                self.party(30, "54", "ABD") + self.party(30, "56", "A") + self.party(60, "57", "ABD") +
                [self.customer("59", " ")] + self.remittance(80) + self.maybe(50, "71A", [self.one_of(["BEN", "OUR"])]) +
                self.next_agent(40))

    def ordering(self, payer):
        return [self.customer("50", self.one_of(payer))]

    def instructing(self, percent):
        return self.maybe(percent, *self.one_of([("50C", [self.bic()]), ("50L", [self.name()])]))

    def mt101(self):
        in_common, agent_in_common = self.chance(50), self.chance(50)
        found = ([("20", [self.reference()])] + self.maybe(40, "21R", [self.reference()]) + [("28D", ["1/1"])] +
                 self.instructing(30) + (self.ordering("FGH") if in_common else []) +
                 (self.party(60, "52", "AC") if agent_in_common else []) + [("30", [self.date()])] +
                 self.maybe(20, "25", [self.digits(12)]))
        for _ in range(self.random.randrange(1, 6)):
            found += ([("21", [self.reference()])] + self.maybe(20, "21F", [self.reference()]) +
                      self.maybe(30, "23E", [self.one_of(["CHQB", "INTC", "URGP", "OTHR/" + self.one_of(WORDS[:4])])]) +
                      [("32B", [self.money()])] + ([] if in_common else self.ordering("FGH")) +
                      ([] if agent_in_common else self.party(60, "52", "AC")) + self.party(30, "56", "ACD") +
                      self.party(70, "57", "ACD") + [self.beneficiary()] + self.remittance(80) + self.regulatory(20) +
                      self.exchange(20) + [("71A", [self.one_of(["SHA", "OUR", "BEN"])])] +
                      self.maybe(20, "25A", ["/" + self.digits(12)]))
        # Nothing of the last hides what the batch says of all.
        return (found + [("21", [self.reference()]), ("32B", [self.money()])] + ([] if in_common else [self.plain("50H")]) +
                [self.plain("59"), ("71A", ["SHA"])])

    def mt102(self):
        in_common, currency = self.chance(60), self.one_of(CURRENCIES)
        found = ([("20", [self.reference()]), ("23", ["CREDIT"])] + self.party(20, "51", "A") +
                 (self.ordering("AFK") if in_common else []) + self.party(60, "52", "ABC") +
                 self.maybe(20, "26T", ["K90"]) + self.regulatory(20) + [("71A", ["OUR"])])
        for _ in range(self.random.randrange(1, 6)):
            found += ([("21", [self.reference()]), ("32B", [self.money(currency)])] +
                      ([] if in_common else self.ordering("AFK")) + self.party(70, "57", "AC") + [self.beneficiary()] +
                      self.remittance(80) + self.exchange(20))
        found += ([("21", [self.reference()]), ("32B", [self.money(currency)])] + ([] if in_common else [self.plain("50K")]) +
                  [self.plain("59")])  # nothing of the last hides what the batch says of all
        return (found + [("32A", [self.date() + self.money(currency)])] + self.maybe(30, "19", ["1234,5"]) +
                self.maybe(20, "13C", ["/CLSTIME/0915+0100"]) + self.party(40, "53", "AC") + self.party(30, "54", "A") +
                self.maybe(30, "72", ["/INS/" + self.bic()]))

    def mt103(self, flag=""):
        letters = {"STP": "A"}.get(flag, "AD")
        found = ([("20", [self.reference()])] + self.maybe(30, "13C", ["/SNDTIME/1200+0600"]) +
                 self.maybe(10, "13C", ["/RNCTIME/0915-0500"]) + [("23B", [self.one_of(["CRED", "CRED", "SPAY", "SSTD"])])] +
                 self.maybe(10, "23E", ["SDVA"]) + self.maybe(20, "23E", [self.one_of(["INTC", "PHOB/20.527.19.60", "HOLD/" + self.one_of(WORDS[:4])])]) +
                 self.maybe(20, "26T", ["K90"]) + [("32A", [self.date() + self.money()])] + self.exchange(40) +
                 self.ordering("AFK") + self.party(10, "51", "A") + self.party(50, "52", letters) +
                 self.party(40, "53", letters + "B") + self.party(30, "54", letters) + self.party(10, "55", letters) +
                 self.party(30, "56", letters + ("" if flag == "STP" else "C")) +
                 self.party(70, "57", letters + ("" if flag == "STP" else "BC")) + [self.beneficiary()] +
                 ([] if flag == "REMIT" else self.remittance(85)) + [("71A", [self.one_of(["SHA", "OUR", "BEN"])])] +
                 self.maybe(20, "71F", [self.money()]) + self.maybe(10, "71G", [self.money()]) + self.next_agent(40) +
                 self.regulatory(30))
        if flag == "REMIT":
            found.append(("77T", ["/NARR/" + line for line in self.lines(3)[:1]] + self.lines(3)))
        return found

    def mt200(self):
        return ([("20", [self.reference()]), ("32A", [self.date() + self.money()])] + self.party(40, "53", "B") +
                self.party(40, "56", "AD") + [self.institution("57", "ABD")] + self.next_agent(50))

    def interbank(self, agents):
        return ([("20", [self.reference()]), ("21", [self.reference()])] + self.maybe(30, "13C", ["/SNDTIME/1200+0600"]) +
                [("32A", [self.date() + self.money()])] + agents + self.party(30, "56", "AD") + self.party(70, "57", "ABD") +
                [self.institution("58", "AD")] + self.next_agent(50))

    def underlying(self):
        return (self.ordering("AFK") + self.party(50, "52", "AD") + self.party(30, "56", "ACD") + self.party(60, "57", "ABCD") +
                [self.beneficiary()] + self.remittance(80) + self.next_agent(30) + self.maybe(50, "33B", [self.money()]))

    def mt202(self, flag=""):
        return (self.interbank(self.party(70, "52", "AD") + self.party(40, "53", "ABD") + self.party(30, "54", "ABD")) +
                (self.underlying() if flag else []))

    def mt205(self, flag=""):
        return self.interbank([self.institution("52", "AD")] + self.party(40, "53", "ABD")) + (self.underlying() if flag else [])

    def mt199(self):
        return [("20", [self.reference()]), ("21", [self.reference()]), ("79", self.lines(6))]

    def mt900(self):
        return [("20", [self.reference()]), ("21", [self.reference()]), ("25", [self.digits(12)]),
                ("32A", [self.date() + self.money()])]

    # --- blocks and files

    def headers(self, kind, flag):
        one = "{1:F01%s%s}" % (self.terminal(), self.digits(10))
        if self.chance(70):
            two = "{2:I%s%s%s}" % (kind, self.terminal(), self.one_of(["N", "U", "N2", "U3003", "N2020", "U1003"]))
        else:
            two = "{2:O%s1015261121%s%s2611211016N}" % (kind, self.terminal(), self.digits(10))
        tags = (self.maybe(20, "103", "EBA") + self.maybe(20, "113", "XXXX") + self.maybe(40, "108", "MUR" + self.digits(6)) +
                ([("119", flag)] if flag else []) + self.maybe(20, "111", "001"))
        if self.chance(70) or flag == "COV":
            tags.append(("121", str(uuid.UUID(int=self.random.getrandbits(128), version=4))))
        three = "{3:%s}" % "".join("{%s:%s}" % tag for tag in tags) if tags else self.one_of(["", "", "{3:}"])
        return self.one_of(["", "", "", "\n"]).join([one, two, three + "{4:"])

    def message(self):
        kind, flag = self.one_of(self.kinds)
        make = getattr(self, "mt" + kind)
        fields = make(flag) if kind in ("103", "202", "205") else make()
        blanks = 10 if self.chance(10) else 0
        lines = [self.headers(kind, flag)]
        for tag, content in fields:
            first = ":%s:%s" % (tag, content[0])
            lines += [line + " " * self.random.randrange(blanks + 1) for line in [first] + content[1:]]
        lines.append("-}" + self.one_of(["", "", "{5:{CHK:%s}}" % self.digits(12), "{5:{MAC:00000000}{CHK:%s}{TNG:}}" % self.digits(12),
                                         "{5:{CHK:%s}}{S:{SAC:}{COP:P}}" % self.digits(12)]))
        text = "\n".join(lines)
        if self.chance(5):
            text = "{1:F21%s%s}{4:{177:2611211015}{451:0}}" % (self.terminal(), self.digits(10)) + text
        return text

    def file(self, count):
        """The text of a file of so many messages, as it stands on the disk."""
        messages = [self.message() for _ in range(count)]
        if self.chance(50):
            messages = [message.replace("\n", "\r\n") for message in messages]
        framing = self.one_of(["rje", "rje", "dos-pcc"]) if count > 1 else self.one_of(["plain", "plain", "plain", "dos-pcc"])
        if framing == "dos-pcc":
            framed = ["\x01" + message + "\x03" for message in messages]
            return "".join(part + " " * (-len(part) % 512) for part in framed)
        return self.one_of(["$", "\n$\n", "$\r\n"]).join(messages) + self.one_of(["", "\n", "\r\n"])
