/*
 * respell_test.c: words of a pack that stand cut apart, run together, beside numbers or misspelt: a table of texts and
 * the hits in them, and one of ordinary texts without any. respell_random_test.c asks a plain reference.
 */
#define RESPELL_PHRASES
#include "respell_fixture.h"

/* --- Texts and their hits ------------------------------------------------------------------------------------ */

/* " TERM:readings", in the order of the text; those of single letters and prepositions left out. */
static const char *hits_of(const char *text)
{
    static char said[1024];
    size_t used = 0;
    message_clear(message);
    if (!transfer_put(&message->transfer, FG_FIELD_REMITTANCE, text, (uint32_t)strlen(text), 0) ||
        !fold_transfer(&message->folded, &message->transfer, NULL) || message_scan(message, fixture) != SCAN_DONE)
        return "(not scanned)";
    said[0] = 0;
    for (uint32_t i = 0; i < message->hit_count && used < sizeof said; i++) {
        const struct pack_term *term = &fixture->pack.terms[message->hits[i].term];
        const char *term_text = pack_string(&fixture->pack, term->text);
        if (term->length < 5)
            continue;
        int length = (int)strlen(term_text + 1) - (term_text[term->length - 1] == ' ');
        used += (size_t)snprintf(said + used, sizeof said - used, "%s%.*s:%x", used ? " " : "", length, term_text + 1,
                                 (unsigned)message->hits[i].readings &
                                     (READING_DIVIDED | READING_NUMBERED | READING_CORRECTED));
    }
    return said;
}

static void words_in_disguise_are_found(void)
{
    static const struct {
        const char *text, *hits;
    } cases[] = {
        {"pay ZORBANCE now", "ZORBANCE:0"},
        {"pay ZORB ANCE now", "ZORBANCE:10"},
        {"Z ORBANCE", "ZORBANCE:10"},
        {"ZOR-BA-NCE", "ZORBANCE:10"},
        {"зор банце", ""},
        {"ZUS D", "ZUSD:10"},
        {"Z USD", "ZUSD:10"},
        {"ZU SD / 5", "ZUSD:10"},
        {"MORVEX GLOBAL", "MORVEX GLOBAL:0"}, /* nor MORVEXGLOBAL, which says the same */
        {"MOR VEXGLOBAL", "MORVEX GLOBAL:10 MORVEXGLOBAL:10"},
        {"MORV EX, GLOBAL", "MORVEX GLOBAL:10 MORVEXGLOBAL:10"},
        {"MORVEX 5 GLO BAL", ""},
        {"к.рипта", "KRIPT:10"},
        {"КРИП ТА", "KRIPT:10"},
        {"крипто валюта", "KRIPTOVALYUT:10 KRIPT:0"},
        {"KUPITZUSD", "KUPIT:10 ZUSD:10"},
        {"zakriptu", "KRIPT:10"},
        {"DOGOVORZAZUSD", "ZUSD:10"},
        {"zakriptazazeinulla", "KRIPT:10"},
        {"zakripta500zazeinulla", "KRIPT:30"},
        {"глобальныезорбанцекрипта", ""},
        {"глобальныекрипта", "KRIPT:10"},
        {"kriptaglobalnykh500", "KRIPT:30"},
        {"kriptazasumma", "KRIPT:10"}, /* KRIPT and AZA: no, the shorter ending */
        {"KUPITZAZUSD", "KUPIT:10 ZUSD:10"},
        {"KUPITKRIPTU", "KUPIT:10 KRIPT:10"},
        {"500ZUSD", "ZUSD:20"},
        {"ZUSD500", "ZUSD:20"},
        {"5QET", "QET:20"},
        {"1ZUSD2", "ZUSD:20"},
        {"KUPIT500ZUSD", "KUPIT:30 ZUSD:30"},
        {"SummaQet", "QET:20"},
        {"SummaQetь", "QET:20"},
        {"ZaQETSumma", "QET:20"},
        {"суммаQET", "QET:20"},
        {"DogovorZaQet", "QET:20"},
        {"ZUSD OI500", "ZUSD OI:20 ZUSD:0"},
        {"ZUSD O I", "ZUSD OI:10 ZUSD:0"},
        {"MORVEXX GLOBAL", "MORVEX GLOBAL:50"},
        {"ZU SD OI", "ZUSD OI:10 ZUSD:10"},
        {"KUPITZUSD 5QET", "KUPIT:10 ZUSD:10 QET:20"},
        {"ZORBANSE", "ZORBANCE:40"},
        {"ZORBNACE", "ZORBANCE:40"},
        {"ZORBANC", "ZORBANCE:40"},
        {"ZORBBANCE", "ZORBANCE:40"},
        {"ZRBANCE", "ZORBANCE:40"},
        {"криптовлаюты", "KRIPTOVALYUT:40"},
        {"VERKOJN", "VERKOIN:40"},
        {"500ZORBANSE", "ZORBANCE:60"},
        {"ZORBNACE2026 QET", "ZORBANCE:60 QET:0"},
        {"ZORB ANSE", "ZORBANCE:50"},
        {"pay ZRB-ANCE 5", "ZORBANCE:50"},
        {"крипто влаюты", "KRIPTOVALYUT:50 KRIPT:0"},
        {"5ZORBANSE5", ""},
        /* of several words that it may be each */
        {"KOLBNACE DUG", "KOLBANCE DUG:40 KOLBNANCE:40"},
        {"500KOLBNACE DUG", "KOLBANCE DUG:60 KOLBNANCE:60"},
        /* with numbers among its letters, which are right */
        {"TETRAFNI24", "TETRAFIN24:40"},
        {"TETAFIN24", "TETRAFIN24:40"},
        {"TETRAFI2N4", "TETRAFIN24:40"},
        {"TETRAFIN25", ""},
        /* a stem and what is no ending of it: a letter is missing, or a consonant stands for a vowel */
        {"KRIPTSH", "KRIPTUSH:40 KRIPT:0"},
        {"KRIPTZSH", "KRIPTUSH:40 KRIPT:0"},
        {"KRIPTASH", "KRIPT:0"},
        {"500KRIPTSH", "KRIPTUSH:60 KRIPT:60 KRIPT:20"},
        {"ZOR BAN SE", ""},
        {"ZORB ANSE5", ""},
        {"VER KON", "VERKOIN:50"}, /* a letter of the least is missing */
        /* run together with a word, not where they meet */
        {"KUPITZORBNACE", "ZORBANCE:50 KUPIT:50"},
        {"zazorbnace", "ZORBANCE:50"},
        {"zorbnacekupit", "ZORBANCE:50 KUPIT:50"},
        {"KUPITZROBANCE", "ZORBANCE:50 KUPIT:50"},
        {"ZORBANCXKUPIT", "ZORBANCE:50 KUPIT:50"},
        {"ZORBANCKUPIT", ""},
        {"QETZORBNACE", ""}, /* as short a word must be a filler */
        {"BUIZORBNACE", "ZORBANCE:50 BUI:50"},
        {"ZORBNACEBUI", "ZORBANCE:50 BUI:50"},
        /* what no list says may be another word, and what is no form of an ordinary word */
        {"BRIKVANT", "BRIKVANTA:40 BRIKVANT:0"},
        {"BRIKVANT ZORBANSE", "BRIKVANTA:40 BRIKVANT:0 ZORBANCE:40"},
        {"GLOBALNYYA", "GLOBALNYA:40"},
        /* the letter where two halves meet, of which one says something */
        {"KRIPTO VXLYUTA", "KRIPTOVALYUT:50 KRIPT:0"},
        /* what is cut as it is, and with an error */
        {"KRI PTSH", "KRIPTUSH:50 KRIPT:10"},
        {"TRX 20", "TRX:0"},
        {"TR X20", "TRX20:10"},
        {"MORVEX ZORBANSE", "ZORBANCE:40"},
        {"ZUSD OBMENJAT", "ZUSD OBMENYAT:40 ZUSD:0"},
        {"ZUS D OBMENJAT", "ZUSD OBMENYAT:50 ZUSD:10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *hits = hits_of(cases[i].text);
        if (strcmp(hits, cases[i].hits) != 0)
            fprintf(stderr, "\n%s: \"%s\", not \"%s\"\n", cases[i].text, hits, cases[i].hits);
        CU_ASSERT_STRING_EQUAL(hits, cases[i].hits);
    }
}

/* What is not a word of the pack stays what it is, however near it comes. */
static void ordinary_texts_have_no_hits(void)
{
    static const char *const texts[] = {
        "ZUSDTRAVEL.KZ",
        "KUPITTA",
        "NORBANCE DEPARTMENT",
        "ZORBANCXY",
        "NA LICHNYE",
        "VERKOIM",
        "GLOBALNYM",
        "GLOBALNYE",
        "ZUS D/D",
        "BZUSD 12",
        "XKRIPTX",
        "QETA",
        "Q ET",
        "DOGOVOR ZUD",
        "ZUD",
        "zaqet",
        "ZUSE",
        "ZUSDD",
        "1 INXH",
        "QETQET",
        "SummaNaDogovor",
        "SummaQetto",
        "Summaqet",
        "SUMMAqet",
        "SumMaQet",
        "SummaQetX",
        "DOGOVOR500",
        "TRAVELZUSD",
        "ZUSDS1X",
        "MORVEXGLOB",
        "KRI 5 PTA",
        "OI500",
        "500OIX",
        "GLOBALNYDKRIPTA",
        "GLOBALNYKHKRI",
        "ZAZUSDZAXXXX",
        "KRIPTAZAXXXX",
        "ZAKRIPTAZAXXX",
        "ZAKRIPTASXXXX",
        "ZAKRIPTAVAXXXX",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *hits = hits_of(texts[i]);
        if (hits[0] != 0)
            fprintf(stderr, "\n%s: \"%s\"\n", texts[i], hits);
        CU_ASSERT_STRING_EQUAL(hits, "");
    }
}

static void hits_lead_to_their_bytes(void)
{
    hits_of("500ZUSD");
    CU_ASSERT_EQUAL(message->hits[0].from, 3);
    CU_ASSERT_EQUAL(message->hits[0].to, 7);
    CU_ASSERT_EQUAL(message->hits[0].scripts, SCRIPT_LATIN);
    hits_of("x КРИП ТА y");
    CU_ASSERT_EQUAL(message->hits[0].from, 2);
    CU_ASSERT_EQUAL(message->hits[0].to, 15);
    CU_ASSERT_EQUAL(message->hits[0].scripts, SCRIPT_CYRILLIC);
    hits_of("купитькрипту");
    CU_ASSERT_EQUAL(message->hits[0].from, 0); /* letters of two bytes: a piece leads to all of its token */
    CU_ASSERT_EQUAL(message->hits[0].to, 24);
}

/* What the call adds is gone behind it. */
static void segments_are_gone_afterwards(void)
{
    hits_of("ZORB ANCE 500ZUSD ZORBANSE");
    CU_ASSERT_EQUAL(message->folded.segment_count, 1);
    uint32_t used = message->folded.used, limit = message->folded.limit;
    message->folded.limit = used + 5;
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_LIMIT);
    CU_ASSERT_EQUAL(message->folded.used, used);
    message->folded.limit = limit;
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("respell", make_pack, drop_pack);
    CU_ADD_TEST(suite, words_in_disguise_are_found);
    CU_ADD_TEST(suite, ordinary_texts_have_no_hits);
    CU_ADD_TEST(suite, hits_lead_to_their_bytes);
    CU_ADD_TEST(suite, segments_are_gone_afterwards);
    return run_tests();
}
