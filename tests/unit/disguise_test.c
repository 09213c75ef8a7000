/*
 * disguise_test.c: terms under several disguises at once are found, what only resembles them is not; what the walk
 * finds is what a plain search along every reading finds, in random texts; and what the loader refuses of the trie.
 */
#include "disguise_fixture.h"

/* --- What is found -------------------------------------------------------------------------------------------- */

static void test_two_ways_at_once(void)
{
    expect("pay Z0rb anc3 now", " ZORBANCE ", "Z0rb anc3", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("pay z-0-r-b-@-n-c-3", " ZORBANCE ", "z-0-r-b-@-n-c-3", READING_LOOK_ALIKE | READING_SPACED);
    expect("500v3rk0in", " VERKOIN ", "v3rk0in", READING_LOOK_ALIKE | READING_NUMBERED);
    expect("pay m0rv3x g|0bal", " MORVEX GLOBAL ", "m0rv3x g|0bal", READING_LOOK_ALIKE);
    expect("kupilm0rv3xgl0bal", " MORVEX GLOBAL ", "m0rv3xgl0bal", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("pay V3rk\n0in", " VERKOIN ", "V3rk\n0in", READING_LOOK_ALIKE | READING_BROKEN);
}

/* Cyrillic letters for Latin ones, and the other way round; each word in the one way or the other. */
static void test_scripts(void)
{
    expect("оплата ZОRВ ANCЕ", " ZORBANCE ", "ZОRВ ANCЕ", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("KPИП тoмeну", " KRIPTOMEN", "KPИП тoмeн", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("t o p г o в ы й a к к a y н т", " TORGOVYI AKKAUNT ", "t o p г o в ы й a к к a y н т",
           READING_LOOK_ALIKE | READING_SPACED);
    expect("оплата CETИ МЕRА", " SETI MERA ", "CETИ МЕRА", READING_LOOK_ALIKE);
    /* The word that mixes scripts says the same in each of them, so that folding writes one reading alone, or is in
     * none of the disguises that folding knows. */
    expect("перевод BOKEP MAMЕ", " VOKER MAME ", "BOKEP MAMЕ", READING_LOOK_ALIKE);
}

/* Letters that say several, drawn letters, pairs that look like one. */
static void test_several_for_one(void)
{
    expect("Xo /\\/шya Xo шумa", " KHOSHUMA ", "Xo шумa", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("pay |/|0rv3xGL0BA|_ rn0rvexgl o6al", " MORVEX GLOBAL ", "rn0rvexgl o6al",
           READING_LOOK_ALIKE | READING_DIVIDED);
    expect("x()stem@", " XOSTEMA ", "x()stem@", READING_LOOK_ALIKE);
    expect("|2ZOANCE ZORBA|\\|C €", " ZORBANCE ", "ZORBA|\\|C €", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("pay М𝙾RVЕХ GІOBAІ", " MORVEX GLOBAL ", "М𝙾RVЕХ GІOBAІ", READING_LOOK_ALIKE);
    expect("оплата l1NXHANG3", " 1INXHANGE ", "l1NXHANG3", READING_LOOK_ALIKE);
}

/* Signs that draw letters are no letters as they are written, whatever stands beside them; those that stand for a word,
 * or begin one, are looked at, too. */
static void test_signs(void)
{
    expect("pay v()skt, ver|<oin", " VERKOIN ", "ver|<oin", READING_LOOK_ALIKE);
    expect("за кри/\\ть, кр|/|птоме|-|", " KRIPTOMEN", "кр|/|птоме|-|", READING_LOOK_ALIKE);
    expect("pay morve>< global", " MORVEX GLOBAL ", "morve>< global", READING_LOOK_ALIKE);
    expect("pay 500verk()in", " VERKOIN ", "verk()in", READING_LOOK_ALIKE | READING_NUMBERED);
    expect("pay qetr^x", " QETRAX ", "qetr^x", READING_LOOK_ALIKE);
    expect("pay ve®koin now", " VERKOIN ", "ve®koin", READING_LOOK_ALIKE);
    expect("pay zorban (e", " ZORBANCE ", "zorban (e", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("pay verkoin p^y", " VERKOIN PAY ", "verkoin p^y", READING_LOOK_ALIKE);
    expect("pay Q®B€20 za qetr@×", " QETRAX ", "qetr@×", READING_LOOK_ALIKE);
    expect("за q$b20 zorbαnсe", " ZORBANCE ", "zorbαnсe", READING_LOOK_ALIKE);
    expect("за ΚΡͶПТΟМΕΗ", " KRIPTOMEN", "ΚΡͶПТΟМΕΗ", READING_LOOK_ALIKE);
    expect_none("pay () verkoin, verkoin (^_^) /\\ |-|");
}

/* A term that a longer one begins with is found as well, whatever list that stands in. */
static void test_shorter(void)
{
    expect("pay v3rk0in pay", " VERKOIN PAY ", "v3rk0in pay", READING_LOOK_ALIKE);
    expect("pay v3rk0in pay", " VERKOIN ", "v3rk0in", READING_LOOK_ALIKE);
    CU_ASSERT_EQUAL(found_in("pay v3rk0in pay").count, 2);
}

/* One typing error in a word that looks odd: in words of seven letters or more, behind the first. */
static void test_wrong(void)
{
    const unsigned wrong = READING_LOOK_ALIKE | READING_CORRECTED;
    expect("pay z-0-r-b-n-@-c-3", " ZORBANCE ", "z-0-r-b-n-@-c-3", wrong | READING_SPACED);
    expect("pay Z0rbnce", " ZORBANCE ", "Z0rbnce", wrong);
    expect("pay Z0rbbance", " ZORBANCE ", "Z0rbbance", wrong);
    expect("pay Z0rbonc3", " ZORBANCE ", "Z0rbonc3", wrong);
    expect("x()sтэмa 500v3krоin", " VERKOIN ", "v3krоin", wrong | READING_NUMBERED);
    expect("pay z-r-0-b-@-n-c-3", " ZORBANCE ", "z-r-0-b-@-n-c-3", wrong | READING_SPACED); /* in the second letter */
    expect("pay Z0rbanc", " ZORBANCE ", "Z0rbanc", wrong); /* the last is missing where the text ends */
    expect("pay z·o🔥b+a·n💰c e", " ZORBANCE ", "z·o🔥b+a·n💰c e", READING_SPACED | READING_CORRECTED);
    expect("torg0vyi akkkaunt", " TORGOVYI AKKAUNT ", "torg0vyi akkkaunt", wrong); /* in the other word */
    expect_none("pay S0rbanc3, Z0rbonce3r, Z0rboncer, Z0rboncc3");
    expect_none("pay q3tarx set1 nera");
    expect_none("0k zorbnace");
}

/* Over the end of a value that goes on in the next: it is the first one's. */
static void test_joint(void)
{
    message_clear(message);
    put("za z0rb");
    put("anc3 spasibo");
    const struct hits hits = found_in_message(MESSAGE_HITS);
    CU_ASSERT_EQUAL_FATAL(hits.count, 1);
    CU_ASSERT_STRING_EQUAL(term_of(&hits.items[0]), " ZORBANCE ");
    CU_ASSERT_EQUAL(hits.items[0].value, 0);
    CU_ASSERT_EQUAL(hits.items[0].from, 3);
    CU_ASSERT_EQUAL(hits.items[0].to, 7);
    CU_ASSERT_EQUAL(hits.items[0].readings, READING_LOOK_ALIKE | READING_BROKEN);
}

/* Behind more text than is looked at together. */
static void test_long_value(void)
{
    char text[2048] = "";
    for (int words = 0; words < 60; words++)
        strcat(text, "dogovor 12a ");
    strcat(text, "Z0rb anc3");
    for (uint32_t cut = 0; cut < 24; cut++)
        expect(text + cut, " ZORBANCE ", "Z0rb anc3", READING_LOOK_ALIKE | READING_DIVIDED);
    strcat(text, " ");
    for (int words = 0; words < 60; words++)
        strcat(text, "dogovor 12a ");
    expect(text, " ZORBANCE ", "Z0rb anc3", READING_LOOK_ALIKE | READING_DIVIDED);
}

/* --- What is not ---------------------------------------------------------------------------------------------- */

static void test_as_written(void)
{
    expect_none("pay zorbance");
    expect_none("pay zor bance 500a");
    expect_none("оплата криптомен A1");
}

/* A short term is a word of its own, a stem goes on by its endings, and each word is of one script. */
static void test_borders(void)
{
    expect_none("hav3rk0in");
    expect_none("v3rk0inage");
    expect_none("500q3trax");
    expect_none("Z 0rban");
    expect_none("xQ3trax Q3traxy");
    expect_none("крип т0меновский");
    expect_none("Z 0 R B A N C 33");
    expect_none("ЗОRВANCЕ"); /* Cyrillic З is Z in Cyrillic alone, В is B in Latin alone */
}

static const char *const innocent[] = {
    "contract AB-1234/56 dated 05.11.2026, invoice INV0012-34567",
    "VIN XTA210990Y2766389 JMBSNCY3A8U000123 WVWZZZ1JZXW000001",
    "e-mail: ivan.petrov2000@mail.kz, a.b_c+order@example.com",
    "С Ч Е Т   Ф А К Т У Р А  № 1 2 3 4",
    "О П Л А Т А  П О  Д О Г О В О Р У",
    "Cчет-фактура №125, Aкт сверки, Kазахтелеком",
    "Нурcултанов Cерик Ахметoвич ИИН 850101300123",
    "KZ86125KZT5004100100 KZ12 ABCD 1234 EF56 7890",
    "ТОО \"AЛМА-TРEЙД\" за 2-х комн. кв. №45а, 3-й этаж",
    "100% оплата (1/2) + НДС 12% = 1 234,56 KZT | $2.50 | €3",
    "H2O CO2 C3H8 NaCl 5кг 10шт 2x4 3x5 мм2 м3",
};

static void test_innocent(void)
{
    for (size_t i = 0; i < sizeof innocent / sizeof innocent[0]; i++)
        expect_none(innocent[i]);
}

/* What was found of the same entry over the same bytes is not told again. */
static void test_told(void)
{
    struct hits hits = found_in("pay Z0rb anc3 now");
    CU_ASSERT_EQUAL_FATAL(hits.count, 1);
    CU_ASSERT_EQUAL(disguise_scan(&fixture->pack, &message->transfer, &message->folded, &hits), SCAN_DONE);
    CU_ASSERT_EQUAL(hits.count, 1);
    hits.count = 0;
    hits.limit = 0;
    CU_ASSERT_EQUAL(disguise_scan(&fixture->pack, &message->transfer, &message->folded, &hits), SCAN_LIMIT);
}

/* What was found of an entry that may not be found so tells nothing of it. */
static void test_not_told(void)
{
    struct hits hits = found_in("pay Z0rb anc3 now");
    CU_ASSERT_EQUAL_FATAL(hits.count, 1);
    const struct pack_term *term = &fixture->pack.terms[hits.items[0].term];
    hits.items[0].term = number_of(" QETRAX ");
    struct pack_posting *other = posting_of(" QETRAX ");
    const struct pack_posting before = *other;
    *other = fixture->postings[term->first_posting];
    CU_ASSERT_EQUAL(disguise_scan(&fixture->pack, &message->transfer, &message->folded, &hits), SCAN_DONE);
    CU_ASSERT_EQUAL(hits.count, 1);
    other->certain = READING_ALL & ~READING_LOOK_ALIKE;
    CU_ASSERT_EQUAL(disguise_scan(&fixture->pack, &message->transfer, &message->folded, &hits), SCAN_DONE);
    CU_ASSERT_EQUAL(hits.count, 2);
    *other = before;
}

/* Text in which much may be wrong hides nothing behind it: it is looked through to the end, or refused. */
static void test_padding(void)
{
    static const char *const pads[] = {"z0r ", "kr1pt ", "z0rban ", "m0rv3 "};
    static char text[6000];
    for (size_t i = 0; i < sizeof pads / sizeof pads[0]; i++) {
        size_t used = 0;
        for (; used + 32 < sizeof text; used += strlen(pads[i]))
            memcpy(text + used, pads[i], strlen(pads[i]));
        strcpy(text + used, "z0rbnace");
        message_clear(message);
        put(text);
        struct hits hits = {.terms = fixture->pack.terms, .items = message->hits, .limit = MESSAGE_HITS};
        CU_ASSERT_TRUE_FATAL(fold_transfer(&message->folded, &message->transfer, NULL));
        const enum scan_result result = disguise_scan(&fixture->pack, &message->transfer, &message->folded, &hits);
        const bool found = hits.count > 0 && hits.items[hits.count - 1].from == used;
        if (result != SCAN_WORK && !found)
            printf("\n    hidden by %s\n", pads[i]);
        CU_ASSERT_TRUE(result == SCAN_WORK || (result == SCAN_DONE && found));
    }
}

/* --- Against a plain search ----------------------------------------------------------------------------------- */

#define LETTERS_MAX 12

static uint32_t seed = 20261122;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* Whether the letters of a term may be said by the units from one on, in some mode; recursion over all of them. */
static bool says_term(struct says_kept *kept, const struct squeezed_text *text, uint32_t unit, const char *letters,
                      unsigned modes)
{
    if (*letters == 0)
        return true;
    if (unit >= text->count)
        return false;
    if (text->units[unit].flags & UNIT_ANEW)
        modes = SAY_ANY;
    const struct says says = *says_of(kept, text->units[unit].letter);
    for (uint32_t i = 0; i < says.count; i++)
        if ((modes & says.says[i].modes) && strncmp(letters, says.says[i].letters, says.says[i].length) == 0 &&
            says_term(kept, text, unit + 1, letters + says.says[i].length, modes & says.says[i].modes))
            return true;
    return (text->units[unit].flags & UNIT_SIGN) && says_term(kept, text, unit + 1, letters, modes);
}

/* What is gone through. */
struct wrong_way {
    struct says_kept *kept;
    const struct squeezed_text *text;
};

/* The same for letters that follow each other the other way round. */
static bool says_exchanged(const struct wrong_way *way, uint32_t unit, const char *letters, unsigned modes)
{
    if (unit + 1 >= way->text->count)
        return false;
    const struct says before = *says_of(way->kept, way->text->units[unit].letter);
    const struct says behind = *says_of(way->kept, way->text->units[unit + 1].letter);
    for (uint32_t i = 0; i < behind.count; i++)
        for (uint32_t k = 0; k < before.count; k++) {
            const struct say *first = &behind.says[i], *second = &before.says[k];
            if (strncmp(letters, first->letters, first->length) == 0 &&
                strncmp(letters + first->length, second->letters, second->length) == 0 &&
                says_term(way->kept, way->text, unit + 2, letters + first->length + second->length,
                          modes & first->modes & second->modes))
                return true;
        }
    return false;
}

/* The same with one typing error behind the first letter: every place of it is tried. */
static bool says_wrong(const struct wrong_way *way, uint32_t unit, const char *letters, unsigned modes, bool first)
{
    const struct squeezed_text *text = way->text;
    const size_t left = strlen(letters);
    for (size_t missing = 0; !first && missing <= 2 && missing <= left; missing++)
        for (uint32_t more = 0; more <= 1; more++)
            if (unit + more <= text->count && says_term(way->kept, text, unit + more, letters + missing, modes))
                return true;
    if (unit >= text->count || left == 0)
        return false;
    if (!first && says_exchanged(way, unit, letters, modes))
        return true;
    if (text->units[unit].flags & UNIT_ANEW)
        modes = SAY_ANY;
    const struct says says = *says_of(way->kept, text->units[unit].letter);
    for (uint32_t i = 0; i < says.count; i++)
        if ((modes & says.says[i].modes) && strncmp(letters, says.says[i].letters, says.says[i].length) == 0 &&
            says_wrong(way, unit + 1, letters + says.says[i].length, modes & says.says[i].modes,
                       first && says.says[i].length == 0))
            return true;
    return (text->units[unit].flags & UNIT_SIGN) && says_wrong(way, unit + 1, letters, modes, first);
}

/* A term of ten letters or more in random writings is found wherever each of its units may say its letters. */
static void test_random(void)
{
    static const char *const writings[] = {"M|m|М|м", "O|0|о|О|()", "R|r|®|®", "V|v|Ѵ|V", "E|3|е|€", "X|х|Х|×",
                                           "G|9|g|G", "L|1|l|I",    "O|o|0|О", "B|8|в|6", "A|4|а|@", "L||l|1"};
    struct says_kept kept = {0};
    uint32_t said = 0, found = 0;
    for (uint32_t round = 0; round < 4000; round++) {
        char text[256] = "za ";
        for (size_t i = 0; i < LETTERS_MAX; i++) {
            const char *at = writings[i];
            for (uint32_t skip = draw(4); skip > 0 && strchr(at, '|'); skip--)
                at = strchr(at, '|') + 1;
            strncat(text, at, strcspn(at, "|"));
            if (draw(6) == 0)
                strcat(text, " ");
        }
        struct squeezed_text units = {.count = 0, .flags = UNIT_STARTS};
        uint32_t at = 0;
        squeezed_add(&units, (const unsigned char *)text, (uint32_t)strlen(text), &at, 0);
        squeezed_mark_odd(&units);
        bool may = false, may_wrong = false;
        const struct wrong_way way = {&kept, &units};
        for (uint32_t i = 0; i < units.count; i++) {
            may |= says_term(&kept, &units, i, "MORVEXGLOBAL", SAY_ANY);
            may_wrong |= says_wrong(&way, i, "MORVEXGLOBAL", SAY_ANY, true);
        }
        const struct hits hits = found_in(text);
        said += may;
        found += hits.count > 0;
        const bool wrong = hits.count > 0 && (hits.items[0].readings & READING_CORRECTED) != 0;
        CU_ASSERT_TRUE(hits.count == 0 || (wrong ? may_wrong : may));
    }
    printf("\n    %u may be read so, %u are ... ", said, found);
    CU_ASSERT_TRUE(said > 1000 && found * 100 > said * 98);
}

/* Any bytes at all, and what repeats itself: it ends, and hits lie within the value. */
static void test_any_bytes(void)
{
    static const char *const pieces[] = {"|", "1", "()", "В", "z0rb", "an", "\xFF", "\xD0", " ", "\n", "₿"};
    for (uint32_t round = 0; round < 2000; round++) {
        char text[1500] = "";
        for (uint32_t i = draw(200); i > 0; i--)
            strcat(text, pieces[round % 2 ? draw(11) : draw(2)]);
        if (text[0] == 0)
            continue;
        const struct hits hits = found_in(text);
        for (uint32_t i = 0; i < hits.count; i++)
            CU_ASSERT_TRUE(hits.items[i].from < hits.items[i].to && hits.items[i].to <= strlen(text));
    }
}

/* --- The trie ------------------------------------------------------------------------------------------------- */

static const char *verified(const unsigned char *bytes, size_t size)
{
    struct pack pack = fixture->pack;
    pack.disguises = bytes;
    pack.disguises_size = (uint32_t)size;
    return disguise_verify(&pack);
}

static void test_takes(void)
{
    struct pack_term term = {.pattern = PACK_TERM_LITERAL};
    CU_ASSERT_TRUE(disguise_takes(&term, " QETRAX "));
    CU_ASSERT_TRUE(disguise_takes(&term, " A7B5 "));
    CU_ASSERT_TRUE(disguise_takes(&term, " QET "));
    CU_ASSERT_FALSE(disguise_takes(&term, " QE "));
    CU_ASSERT_FALSE(disguise_takes(&term, " 1234567 A "));
    CU_ASSERT_TRUE(disguise_takes(&term, " A B C D E F "));
    term.pattern = PACK_TERM_UNORDERED;
    CU_ASSERT_FALSE(disguise_takes(&term, " QETRAX "));
}

/* Every byte of the section is either looked at when it is loaded, or leads nowhere wrong. */
static void test_forged(void)
{
    const uint32_t size = fixture->pack.disguises_size;
    unsigned char *forged = aligned_alloc(64, (size + 63) / 64 * 64);
    CU_ASSERT_PTR_NOT_NULL_FATAL(forged);
    memcpy(forged, section, size);
    CU_ASSERT_STRING_EQUAL(verified(forged, size), "");
    CU_ASSERT_STRING_NOT_EQUAL(verified(forged, 0), "");
    CU_ASSERT_STRING_NOT_EQUAL(verified(forged, size - 4), "");
    CU_ASSERT_STRING_NOT_EQUAL(verified(forged, sizeof(struct disguise_header) - 1), "");
    for (uint32_t at = 0; at < size; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            forged[at] ^= (unsigned char)(1u << bit);
            CU_ASSERT_STRING_NOT_EQUAL(verified(forged, size), "");
            forged[at] ^= (unsigned char)(1u << bit);
        }
    free(forged);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("disguise", make_pack, drop_pack);
    CU_ADD_TEST(suite, test_two_ways_at_once);
    CU_ADD_TEST(suite, test_scripts);
    CU_ADD_TEST(suite, test_several_for_one);
    CU_ADD_TEST(suite, test_signs);
    CU_ADD_TEST(suite, test_shorter);
    CU_ADD_TEST(suite, test_wrong);
    CU_ADD_TEST(suite, test_joint);
    CU_ADD_TEST(suite, test_long_value);
    CU_ADD_TEST(suite, test_as_written);
    CU_ADD_TEST(suite, test_borders);
    CU_ADD_TEST(suite, test_innocent);
    CU_ADD_TEST(suite, test_told);
    CU_ADD_TEST(suite, test_not_told);
    CU_ADD_TEST(suite, test_padding);
    CU_ADD_TEST(suite, test_random);
    CU_ADD_TEST(suite, test_any_bytes);
    CU_ADD_TEST(suite, test_takes);
    CU_ADD_TEST(suite, test_forged);
    return run_tests();
}
