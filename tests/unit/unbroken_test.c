/*
 * unbroken_test.c: words that were cut across lines are read as one (plugin/text/unbroken.h): which line ends may be in
 * the middle of a word, what is found across them, and that it leads back to the bytes it came from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "pack_fixture.h"
#include "plugin/text/unbroken.h"
#include "random_numbers.h"
#include "run_tests.h"

#define A30 "AAAAAAAAA AAAAAAAAA AAAAAAAAA "
#define A35 A30 "AA BB"

struct unbroken_case {
    const char *text;
    const char *expected; /* the segments of FOLD_UNBROKEN, one behind the other; "" = there is none */
};

static const struct unbroken_case cases[] = {
    /* a full line with a letter or digit on both sides of its end */
    {A30 "FOR BIT\nCOIN EXCHANGE", " AAAAAAAAA AAAAAAAAA AAAAAAAAA FOR BITCOIN EXCHANGE "},
    {A30 "FOR BIT\r\nCOIN", " AAAAAAAAA AAAAAAAAA AAAAAAAAA FOR BITCOIN "},
    {A30 "FOR BIT\n//COIN", " AAAAAAAAA AAAAAAAAA AAAAAAAAA FOR BITCOIN "},
    {A30 "TRC\n20", " AAAAAAAAA AAAAAAAAA AAAAAAAAA TRC20 "},
    {A35 "\n" A35 "\nBB", " AAAAAAAAA AAAAAAAAA AAAAAAAAA AA BBAAAAAAAAA AAAAAAAAA AAAAAAAAA AA BBBB "},
    /* a word of three lines */
    {"XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\nYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY\nZ",
     " XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYZ "},
    /* 62, then 70 */
    {"PP" A30 A30 "\nQ " A35 A30 "AB\nCD",
     " PPAAAAAAAAA AAAAAAAAA AAAAAAAAA AAAAAAAAA AAAAAAAAA AAAAAAAAA Q AAAAAAAAA AAAAAAAAA AAAAAAAAA AA "
     "BBAAAAAAAAA AAAAAAAAA AAAAAAAAA ABCD "},
    /* the line is not full: short, or much shorter than another */
    {"AAAAAAAAA AAAAAAAAA AAAAA BIT\nCOIN", ""},
    {A30 "BIT\nCOIN " A30 "AAAA", ""},
    /* something stands on one side of the end */
    {A30 "FOR BIT \nCOIN", ""},
    {A30 "FOR BIT\n COIN", ""},
    {A30 "FOR BIT,\nCOIN", ""},
    {A30 "FOR BIT\n/COIN", ""},
    {A30 "FOR BIT\n\nCOIN", ""},
    {A30 "FOR BIT\rCOIN", ""},
    {A30 "FOR BIT\n", ""},
    {"\n" A30 A30, ""},
    /* what does not show is as if it were not there */
    {A30 "FOR BIT\u200b\n\u200bCOIN", " AAAAAAAAA AAAAAAAAA AAAAAAAAA FOR BITCOIN "},
    {A30 "FOR BIT\u00ad,\nCOIN", ""},
    /* ideographs are words of their own */
    {A30 "兵\n秀", ""},
    {A30 "X\n秀", ""},
    /* characters are counted, not bytes */
    {"ОПЛАТА ЗА ТОВАР БИТ\nКОИН", ""},
    {"ОПЛАТА ПО ДОГОВОРУ ЗА ТЕПЛО БИТ\nКОИН", " OPLATA PO DOGOVORU ZA TEPLO BITKOIN "},
    /* the other readings, too */
    {"ОПЛАТА ПО ДОГОВОРУ ЗА ТЕПЛО Вub\nit",
     " OPLATA PO DOGOVORU ZA TEPLO VUBIT  OPLATA PO DOGOVORU ZA TEPLO BUBIT  OPLATA PO DOGOVORU ZA TEPLO VIBIT "},
    /* in a long value, what stands beside the break */
    {"A B C D E F G H I J K L M N O P Q BIT\nCOIN A B C D E F G H I J K L M N O P",
     " J K L M N O P Q BITCOIN A B C D E F G H "},
    {"A B C D E F G H I J K L M N O P Q BIT\nCOIN A B C D E F G H I J K L M N O\nP Q R",
     " J K L M N O P Q BITCOIN A B C D E F G H I J K L M N OP Q R "},
    {"A B C D E F G H I J K L M N O P Q BIT\nCOIN A B C D E F G H I J K L M N O P QQ\nR S",
     " J K L M N O P Q BITCOIN A B C D E F G H  I J K L M N O P QQR S "},
    /* and in another reading, where that says something else */
    {"кpипта B C D E F G H I J K L M N O P Q BIT\nCOIN A B C D", " J K L M N O P Q BITCOIN A B C D "},
};

static void put(struct message *message, const char *text)
{
    message_clear(message);
    CU_ASSERT_TRUE_FATAL(transfer_put(&message->transfer, FG_FIELD_REMITTANCE, text, (uint32_t)strlen(text), 0));
    CU_ASSERT_TRUE_FATAL(fold_transfer(&message->folded, &message->transfer, NULL));
}

static void unbroken_of(const struct folded *folded, char *out)
{
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        uint32_t from = folded->segments[i].at;
        uint32_t to = i + 1 < folded->segment_count ? folded->segments[i + 1].at : folded->used;
        if (folded->segments[i].view != FOLD_UNBROKEN)
            continue;
        memcpy(out, folded->bytes + from, to - from);
        out += to - from;
    }
    *out = '\0';
}

static void test_cases(void)
{
    struct message *message = message_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static char out[4096];
        put(message, cases[i].text);
        unbroken_of(&message->folded, out);
        if (strcmp(out, cases[i].expected) != 0)
            fprintf(stderr, "case %zu: \"%s\" gives \"%s\", expected \"%s\"\n", i, cases[i].text, out,
                    cases[i].expected);
        CU_ASSERT_STRING_EQUAL(out, cases[i].expected);
    }
    message_free(message);
}

/* Random words up to a length, the last of them cut. */
static uint32_t random_words(char *text, uint32_t length)
{
    uint32_t at = 0;
    while (at < length) {
        for (uint32_t left = 1 + random_below(9); left > 0 && at < length; left--)
            text[at++] = (char)('A' + random_below(26));
        if (at < length)
            text[at++] = ' ';
    }
    return at;
}

/* The last has as many words as a window surely holds. */
static const char *const names[] = {"BITCOIN", "KUKAI EXCHANGE", "AUX CAYES FINTECH", "USDT",
                                    "OKX TR KR VA AL SA PL AN SI"};
#define NAMES (sizeof names / sizeof *names)

static struct fixture *fixture_of_names(void)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "words");
    for (size_t i = 0; i < NAMES; i++) {
        char term[64];
        snprintf(term, sizeof term, " %s ", names[i]);
        fixture_term(fixture, fixture_entry(fixture, list, names[i]), PACK_MATCH_WORD, term, 0);
    }
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    return fixture;
}

/* A text with a name in it so that `inside` of its letters stand before a multiple of the width behind the front.
 * Returns where the name begins. */
static uint32_t text_with(char *text, const char *name, uint32_t inside, uint32_t front, uint32_t width)
{
    uint32_t from = front + width * random_below(3) - inside, length = (uint32_t)strlen(name);
    random_words(text, from);
    text[from - 1] = ' ';
    memcpy(text + from, name, length);
    text[from + length] = ' ';
    uint32_t end = from + length + 1;
    end += random_words(text + end, random_below(90));
    text[end] = '\0';
    return from;
}

/* Cuts a text behind `front` characters and then at every width. Returns where byte `at` of it has gone. */
static uint32_t cut(char *lines, const char *text, uint32_t front, uint32_t width, uint32_t at)
{
    uint32_t used = 0, moved = 0;
    for (uint32_t i = 0; text[i]; i++) {
        if (i >= front && (i - front) % width == 0)
            lines[used++] = '\n';
        if (i == at)
            moved = used;
        lines[used++] = text[i];
    }
    lines[used] = '\0';
    return moved;
}

/* Every name cut at every letter, in lines of the widths that senders use; the first line may have lost a code word. */
static void test_names_cut_in_two(void)
{
    static const uint32_t widths[] = {35, 62, 70};
    struct fixture *fixture = fixture_of_names();
    struct message *message = message_new();
    for (int round = 0; round < 20000; round++) {
        const char *name = names[random_below(NAMES)];
        uint32_t length = (uint32_t)strlen(name), inside = 1 + random_below(length - 1);
        uint32_t width = widths[random_below(3)], front = width - random_below(width - (width * 86 + 99) / 100 + 1);
        static char text[1024], lines[1024];
        uint32_t at = text_with(text, name, inside, front, width);
        uint32_t from = cut(lines, text, front, width, at), to = from + length + 1;
        put(message, lines);
        uint32_t count = 0;
        CU_ASSERT_EQUAL_FATAL(scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded,
                                          message->hits, MESSAGE_HITS, &count),
                              SCAN_DONE);
        bool spaced = name[inside] == ' ' || name[inside - 1] == ' ';
        bool found = false;
        for (uint32_t i = 0; i < count; i++)
            found |= message->hits[i].from == from && (message->hits[i].to == to);
        if (!found)
            fprintf(stderr, "\"%s\" is not found at %u in \"%s\" (%s)\n", name, from, lines,
                    spaced ? "at a space" : "");
        CU_ASSERT_TRUE_FATAL(found);
    }
    message_free(message);
    fixture_free(fixture);
}

/* Lines that end where words end, and are not full, are read once. */
static void test_lines_broken_at_words(void)
{
    struct message *message = message_new();
    for (int round = 0; round < 5000; round++) {
        static char text[1024], out[4096];
        uint32_t length = random_words(text, 60 + random_below(300)), line = 0;
        text[length] = '\0';
        for (uint32_t at = 0; at < length; at++, line++)
            if (text[at] == ' ' && line + 10 >= FULL_LINE_CHARACTERS) {
                text[at] = '\n';
                line = 0;
            }
        put(message, text);
        unbroken_of(&message->folded, out);
        if (*out)
            fprintf(stderr, "\"%s\" gives \"%s\"\n", text, out);
        CU_ASSERT_STRING_EQUAL_FATAL(out, "");
    }
    message_free(message);
}

static void append_value(struct message *message, fg_field field, const char *text)
{
    CU_ASSERT_TRUE_FATAL(transfer_put(&message->transfer, field, text, (uint32_t)strlen(text), 0));
}

static uint32_t hits_of(struct message *message, const struct fixture *fixture)
{
    uint32_t count = 0;
    CU_ASSERT_TRUE_FATAL(fold_transfer(&message->folded, &message->transfer, NULL));
    CU_ASSERT_EQUAL_FATAL(scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded,
                                      message->hits, MESSAGE_HITS, &count),
                          SCAN_DONE);
    return count;
}

#define FULL A30 "KUKAI"   /* 35 characters */
#define CUT  A30 "OF BI"   /* 35, the last two of which begin a word */
#define AWAY A30 "OF A BI" /* 37 */

struct pair {
    fg_field first_field, second_field;
    const char *first, *second;
    uint32_t hits;
};

static const struct pair pairs[] = {
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, CUT, "TCOIN", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, A35 A35 A35 A30 "OF BI", "TCOIN FOR ME", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, A30 "KUKA", "I EXCHANGE", 0},  /* 34 characters */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, A30 " KUKA", "I EXCHANGE", 1}, /* a phrase, over the end */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, FULL, "EXCHANGE", 0},          /* two words, and not one */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, CUT, " TCOIN", 0},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, AWAY, "TCOIN", 0},
    {FG_FIELD_REMITTANCE, FG_FIELD_OTHER_TEXT, CUT, "TCOIN", 0},
    {FG_FIELD_CREDITOR_NAME, FG_FIELD_CREDITOR_NAME, CUT, "TCOIN", 0},
    /* any length, where small letters stand on both sides; 62 characters */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for bit", "coin", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for bit", "Coin", 0},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for BIT", "coin", 0},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, A30 A30 "BI", "TCOIN", 1},
    /* in disguise, also where the text ends or begins with a digit or a sign */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for b1", "tc0in", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for b!+", "coin", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for bit", "¢oin", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for віt", "соin", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for b1", " tc0in", 0},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, "for B1", "tc0in", 0},
    /* with what does not show, which may count or not */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, CUT "\u200b", "TCOIN", 1},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, A30 "F BI\u200b", "\u200bTCOIN", 1},
    /* what stands in the second value alone is found there, once */
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, CUT, "TCOIN AND USDT", 2},
    {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, A35, "A BITCOIN AND USDT", 2},
};

/* A text of full length whose last word goes on in the next occurrence of its field. */
static void test_words_over_two_values(void)
{
    struct fixture *fixture = fixture_of_names();
    struct message *message = message_new();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        message_clear(message);
        append_value(message, pairs[i].first_field, pairs[i].first);
        append_value(message, pairs[i].second_field, pairs[i].second);
        uint32_t count = hits_of(message, fixture);
        if (count != pairs[i].hits)
            fprintf(stderr, "pair %zu: %u hits in \"%s\", \"%s\"\n", i, (unsigned)count, pairs[i].first,
                    pairs[i].second);
        CU_ASSERT_EQUAL(count, pairs[i].hits);
    }
    message_clear(message);
    append_value(message, FG_FIELD_REMITTANCE, CUT);
    append_value(message, FG_FIELD_REMITTANCE, "TCOIN AND USDT");
    CU_ASSERT_EQUAL_FATAL(hits_of(message, fixture), 2);
    CU_ASSERT(message->hits[0].value == 0 && message->hits[0].from == 33 && message->hits[0].to == 35);
    CU_ASSERT(message->hits[1].value == 1 && message->hits[1].from == 10 && message->hits[1].to == 14);
    CU_ASSERT(message->hits[1].at_end && message->hits[1].view == FOLD_PLAIN);
    message_clear(message);
    append_value(message, FG_FIELD_REMITTANCE, CUT);
    append_value(message, FG_FIELD_REMITTANCE, "TCOIN");
    transfer_mark_alternative(&message->transfer);
    CU_ASSERT_EQUAL(hits_of(message, fixture), 0);
    message_free(message);
    fixture_free(fixture);
}

/* A name keeps its place in the value: nothing stands before or behind it that is not in the text. */
static void test_places_in_the_value(void)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "words");
    fixture_term(fixture, fixture_entry(fixture, list, "name"), PACK_MATCH_WORD, " KUKAI DIGITAL ASSETS HOLDINGS CORP ",
                 0);
    fixture_term(fixture, fixture_entry(fixture, list, "word"), PACK_MATCH_WORD, " CORP ", 0);
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    struct message *message = message_new();
    put(message, "KUKAI DIGITAL ASSETS HOLDINGS CO\nRP");
    uint32_t count = 0;
    CU_ASSERT_EQUAL(scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded, message->hits,
                                MESSAGE_HITS, &count),
                    SCAN_DONE);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CU_ASSERT(message->hits[0].at_start && message->hits[0].at_end);
    CU_ASSERT(message->hits[0].from == 0 && message->hits[0].to == 35);
    CU_ASSERT_EQUAL(message->hits[0].view, FOLD_UNBROKEN);
    CU_ASSERT(!message->hits[1].at_start && message->hits[1].at_end);
    CU_ASSERT(message->hits[1].from == 30 && message->hits[1].to == 35);
    message_free(message);
    fixture_free(fixture);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("unbroken", NULL, NULL);
    CU_ADD_TEST(suite, test_cases);
    CU_ADD_TEST(suite, test_names_cut_in_two);
    CU_ADD_TEST(suite, test_lines_broken_at_words);
    CU_ADD_TEST(suite, test_words_over_two_values);
    CU_ADD_TEST(suite, test_places_in_the_value);
    return run_tests();
}
