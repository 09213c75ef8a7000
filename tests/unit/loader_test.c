/*
 * loader_test.c: built packs as they come back from disk: what was written is what is read, and no damaged or cut file
 * gets through.
 */
#include <CUnit/Basic.h>

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/match/identifiers.h"
#include "pack_small.h"
#include "run_tests.h"

/* --- What was written is what is read --------------------------------------------------------------------------- */

static const struct pack_entry *find_entry(const struct pack *pack, const char *id, uint32_t *number)
{
    for (*number = 0; *number < pack->entry_count; (*number)++)
        if (strcmp(pack_string(pack, pack->entries[*number].id), id) == 0)
            return &pack->entries[*number];
    CU_FAIL_FATAL("no such entry");
    return NULL;
}

/* The match bits with which a text stands for an entry, 0 = it does not. */
static uint32_t stands_for(const struct pack *pack, const char *text, uint8_t ending, const char *id)
{
    uint32_t entry, bits = 0;
    find_entry(pack, id, &entry);
    for (uint32_t t = 0; t < pack->term_count; t++) {
        const struct pack_term *term = &pack->terms[t];
        if (strcmp(pack_string(pack, term->text), text) != 0 || term->ending != ending ||
            term->pattern == PACK_TERM_UNORDERED)
            continue;
        for (uint32_t p = 0; p < term->posting_count; p++)
            if (pack->postings[term->first_posting + p].entry == entry)
                bits |= pack->postings[term->first_posting + p].match;
    }
    return bits;
}

static void lists_come_back(void)
{
    struct pack *pack;
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->meta->name), "small");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->meta->jurisdiction), "KZ");
    CU_ASSERT_EQUAL(pack->meta->valid_from, 20260101);
    CU_ASSERT_EQUAL(pack->meta->valid_to, 0);
    CU_ASSERT_EQUAL_FATAL(pack->list_count, 6);
    CU_ASSERT_EQUAL(pack->lists[0].entry_count, 3);
    CU_ASSERT_EQUAL(pack->lists[0].retrieved_at, 20261101);
    CU_ASSERT_EQUAL(pack->lists[4].kind, PACK_LIST_REGISTER);
    CU_ASSERT_EQUAL(pack->lists[4].counts_from, 20241231);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->lists[4].register_kind), "exchange operator");
    CU_ASSERT_EQUAL(pack->lists[5].entry_count, 0);
    CU_ASSERT_EQUAL(strlen(pack->hash), 64);
    pack_free(pack);
}

static void entities_come_back(void)
{
    struct pack *pack;
    uint32_t number;
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    const struct pack_entry *moon = find_entry(pack, "moon", &number);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, moon->name), "MOONVAULT HOLDINGS CO. LTD.");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, moon->act), "Warning 7");
    CU_ASSERT_EQUAL(moon->cites_act, 1);
    CU_ASSERT_EQUAL(moon->valid_from, 20200101); /* a list is read widely */
    CU_ASSERT_EQUAL(moon->valid_to, 20260228);
    const struct pack_entry *river = find_entry(pack, "river", &number);
    CU_ASSERT_EQUAL(river->confidence, PACK_PROBABLE);
    CU_ASSERT_EQUAL(river->entity_class, PACK_MULTI_PURPOSE);
    CU_ASSERT_EQUAL(river->cites_act, 0);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, river->act), "ground two");
    CU_ASSERT_EQUAL(find_entry(pack, "orbit", &number)->confidence, PACK_UNSURE);
    pack_free(pack);
}

/* The same text is another term where it is a name without its legal form, or in any order of its words. */
static bool are_one_term(const struct pack *pack, const struct pack_term *a, const struct pack_term *b)
{
    return a->text == b->text && a->ending == b->ending && a->pattern == b->pattern &&
           pack->postings[a->first_posting].match == pack->postings[b->first_posting].match;
}

static void names_become_terms(void)
{
    static const struct {
        const char *text;
        uint8_t ending;
        const char *entry;
        uint32_t match;
    } cases[] = {
        {" MOONVAULT HOLDINGS CO LTD ", 0, "moon", PACK_MATCH_LEGAL_NAME},
        {" MOONVAULT HOLDINGS COMPANY LIMITED ", 0, "moon", PACK_MATCH_LEGAL_NAME},
        {" MOONVAULT HOLDINGS ", 0, "moon", PACK_MATCH_NAME},
        {" MOONVAULT ", 0, "moon", PACK_MATCH_ALIAS}, /* the brand, without its remark */
        {" MOON VAULT ", 0, "moon", PACK_MATCH_ALIAS},
        {" MOONVAULT EXAMPLE ", 0, "moon", PACK_MATCH_DOMAIN},
        {" APP ", 0, "moon", 0},
        {" RIVER TRADE S A ", 0, "river", PACK_MATCH_LEGAL_NAME},
        {" RIVER TRADE SA ", 0, "river", PACK_MATCH_LEGAL_NAME},
        {" RIVER TRADE ", 0, "river", 0},              /* two ordinary words */
        {" RIVER ", 0, "river", PACK_MATCH_AMBIGUOUS}, /* brand and alias too, but listed as ambiguous */
        {" RIVERTRADE ", 0, "river", PACK_MATCH_ALIAS},
        {" MOONVAULTHOLDINGSCOLTD ", 0, "moon", PACK_MATCH_LEGAL_NAME},
        {" ORBIT EXCHANGE ", 0, "orbit", PACK_MATCH_NAME}, /* no legal form recognised */
        {" ORBIT ", 0, "orbit", PACK_MATCH_ALIAS},
        {" ORBIT ", 0, "orb", PACK_MATCH_WORD}, /* one term, two entries */
        {" USDT ", 0, "usdt", PACK_MATCH_WORD},
        {" KRIPT", 6, "krip", PACK_MATCH_WORD},
        {" BUY COINS", 4, "coin", PACK_MATCH_WORD},
        {" TOO STEP TSIFRA ", 0, "lic-1", PACK_MATCH_LEGAL_NAME}, /* a form may stand before the name */
        {" STEP TSIFRA LLP ", 0, "lic-2", PACK_MATCH_LEGAL_NAME},
        {" STEPCOIN ", 0, "lic-1", PACK_MATCH_ALIAS},
        {" STEPCOIN EXAMPLE ", 0, "lic-1", PACK_MATCH_DOMAIN},
        {" ASPAN LTD ", 0, "lic-3", PACK_MATCH_LEGAL_NAME},
        {" ASPAN ", 0, "lic-3", 0}, /* one short word says too little */
    };
    struct pack *pack;
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t match = stands_for(pack, cases[i].text, cases[i].ending, cases[i].entry);
        if (match != cases[i].match)
            fprintf(stderr, "\n\"%s\" for %s: %x\n", cases[i].text, cases[i].entry, match);
        CU_ASSERT_EQUAL(match, cases[i].match);
    }
    for (uint32_t a = 0; a < pack->term_count; a++)
        for (uint32_t b = a + 1; b < pack->term_count; b++)
            CU_ASSERT_FALSE(are_one_term(pack, &pack->terms[a], &pack->terms[b]));
    pack_free(pack);
}

static bool has_identifier(const struct pack *pack, uint8_t kind, const char *key, const char *id, uint32_t match)
{
    for (uint32_t i = 0; i < pack->identifier_count; i++) {
        const struct pack_identifier *identifier = &pack->identifiers[i];
        if (identifier->kind == kind && identifier->length == strlen(key) &&
            memcmp(identifier->key, key, strlen(key)) == 0 && identifier->match == match &&
            strcmp(pack_string(pack, pack->entries[identifier->entry].id), id) == 0)
            return true;
    }
    return false;
}

static void identifiers_and_licences_come_back(void)
{
    struct pack *pack;
    uint32_t number;
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_LEI, "984500TESTVENUE00A39", "moon", PACK_MATCH_LEI));
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_BIC, "RIVRUS33", "river", PACK_MATCH_BIC));
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_IBAN, "KZ40125KZT1000000001", "river", PACK_MATCH_ACCOUNT));
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_ACCOUNT, "X7781", "river", PACK_MATCH_ACCOUNT));
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_TAX_ID, "200140000014", "river", PACK_MATCH_TAX_ID));
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_TAX_ID, "200240000028", "lic-1", PACK_MATCH_TAX_ID));
    CU_ASSERT_TRUE(has_identifier(pack, IDENTIFIER_TAX_ID, "200240000028", "lic-2", PACK_MATCH_TAX_ID));

    const struct pack_licence *licence = &pack->licences[find_entry(pack, "lic-1", &number)->licence - 1];
    CU_ASSERT_EQUAL(licence->entry, number);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, licence->number), "L-1");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, licence->tax_id), "200240000028");
    CU_ASSERT_EQUAL(licence->valid_from, 20240930); /* a licence is read narrowly */
    CU_ASSERT_EQUAL(licence->valid_to, 20270101);
    CU_ASSERT_EQUAL(licence->suspended_from, 20250301); /* a suspension widely */
    CU_ASSERT_EQUAL(licence->suspended_to, 20250430);

    /* The account the bank registered leads to every licence of its owner. */
    uint32_t leads = 0;
    for (uint32_t i = 0; i < pack->identifier_count; i++) {
        const struct pack_entry *entry = &pack->entries[pack->identifiers[i].entry];
        if (pack->lists[entry->list].kind != PACK_LIST_ACCOUNTS)
            continue;
        CU_ASSERT_EQUAL(pack->identifiers[i].kind, IDENTIFIER_IBAN);
        CU_ASSERT_EQUAL(entry->valid_from, 20251231);
        CU_ASSERT_STRING_EQUAL(pack_string(pack, entry->name), "ТОО «Степь Цифра»");
        leads |= 1u << entry->licence;
    }
    CU_ASSERT_EQUAL(leads, 1u << 1 | 1u << 2);
    pack_free(pack);
}

static bool has_field(const struct pack_selection *selection, fg_field field)
{
    return selection->fields[field / 64] >> (field % 64) & 1;
}

static void rules_come_back(void)
{
    struct pack *pack;
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    CU_ASSERT_EQUAL_FATAL(pack->rule_count, 3);
    const struct pack_rule *rule = &pack->rules[0];
    const struct pack_selection *venue = &pack->selections[rule->first_selection];
    CU_ASSERT_STRING_EQUAL(pack_string(pack, rule->basis), "Law 1, article 2");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, rule->basis_link), "https://law.example/1");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, rule->setting), "venue");
    CU_ASSERT_EQUAL(rule->action, FG_HOLD);
    CU_ASSERT_EQUAL(rule->names_registers, 1);
    CU_ASSERT_EQUAL(rule->needs_hit, 1);
    CU_ASSERT_EQUAL(venue->lists, 1u << 0 | 1u << 4);
    CU_ASSERT_EQUAL(venue->match, PACK_MATCH_LEGAL_NAME | PACK_MATCH_LEI);
    CU_ASSERT_EQUAL(venue->confidence, 1u << PACK_SURE | 1u << PACK_PROBABLE);
    CU_ASSERT_EQUAL(venue->classes, 1u << PACK_VENUE);
    CU_ASSERT_EQUAL(venue->cites_act, 2);
    CU_ASSERT_EQUAL(venue->anchored, 1);
    CU_ASSERT_TRUE(has_field(venue, FG_FIELD_CREDITOR_LEI));
    CU_ASSERT_TRUE(has_field(venue, FG_FIELD_REMITTANCE));
    CU_ASSERT_FALSE(has_field(venue, FG_FIELD_DEBTOR_NAME));
    static const uint8_t code[] = {PACK_OP_SELECTION, 0, PACK_OP_SELECTION, 1, PACK_OP_NOT, PACK_OP_AND};
    CU_ASSERT_EQUAL_FATAL(rule->code_length, sizeof code);
    CU_ASSERT_EQUAL(memcmp(pack->code + rule->code, code, sizeof code), 0);

    rule = &pack->rules[1];
    CU_ASSERT_EQUAL(rule->mode, PACK_SHADOW);
    CU_ASSERT_EQUAL(rule->valid_to, 20261231);
    CU_ASSERT_EQUAL(rule->needs_hit, 0);
    CU_ASSERT_EQUAL_FATAL(rule->selection_count, 6);
    const struct pack_selection *codes = &pack->selections[rule->first_selection];
    CU_ASSERT_EQUAL(codes->field_a, FG_FIELD_PURPOSE_CODE);
    CU_ASSERT_EQUAL_FATAL(codes->code_count, 2);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->codes[codes->first_code + 1]), "343");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->codes[codes[1].first_code]), "SALA");
    CU_ASSERT_EQUAL(codes[2].confidence, 15);
    CU_ASSERT_EQUAL(codes[4].fact_values, 1u << FG_NO | 1u << FG_UNKNOWN);
    CU_ASSERT_EQUAL(codes[5].field_b, FG_FIELD_CREDITOR_ID);
    CU_ASSERT_EQUAL(pack->rules[2].needs_hit, 0);
    pack_free(pack);
}

static bool is_apart(const struct pack *pack, const char *purpose, const char *category, const char *id)
{
    const struct pack_apart *group = pack_apart_find(pack, purpose, category);
    return group ? strcmp(pack_string(pack, group->id), id) == 0 : id[0] == 0;
}

/* The purpose code before the category purpose, either in small letters too, the beginning of a code not at all. */
static void what_is_shown_apart_comes_back(void)
{
    struct pack *pack;
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    CU_ASSERT_EQUAL(pack->apart_count, 2);
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->apart[0].titles[PACK_RUSSIAN]), "Заработная плата");
    CU_ASSERT_STRING_EQUAL(pack_string(pack, pack->apart[1].titles[PACK_RUSSIAN]), "");
    CU_ASSERT_TRUE(is_apart(pack, "332", NULL, "wages") && is_apart(pack, "sala", "", "wages"));
    CU_ASSERT_TRUE(is_apart(pack, NULL, "SALA", "wages") && is_apart(pack, "119", "taxs", "taxes"));
    CU_ASSERT_TRUE(is_apart(pack, "332", "TAXS", "wages"));
    CU_ASSERT_TRUE(is_apart(pack, "33", "SAL", "") && is_apart(pack, "3320", "SALAR", "") &&
                   is_apart(pack, "", "", ""));
    CU_ASSERT_TRUE(is_apart(pack, "TAXS", NULL, "") && is_apart(pack, NULL, "332", "") &&
                   is_apart(pack, NULL, NULL, ""));
    pack_free(pack);
}

static void every_slot_has_its_scratch(void)
{
    struct pack *pack;
    CU_ASSERT_EQUAL_FATAL(small_build_with_engine(), 0);
    CU_ASSERT_EQUAL_FATAL(pack_load(small_path, 5, NULL, NULL, &pack, small_why, sizeof small_why), FG_OK);
    CU_ASSERT_STRING_EQUAL(small_why, "");
    CU_ASSERT_EQUAL(pack->slot_count, 5);
    CU_ASSERT_PTR_NOT_NULL(pack->database);
    for (int a = 0; a < 5; a++) {
        CU_ASSERT_PTR_NOT_NULL(pack->scratch[a]);
        for (int b = 0; b < a; b++)
            CU_ASSERT_PTR_NOT_EQUAL(pack->scratch[a], pack->scratch[b]);
    }
    CU_ASSERT_EQUAL((uintptr_t)pack->payload % 64, 0);
    pack_free(pack);
    CU_ASSERT_EQUAL_FATAL(small_build(), 0);
    pack_free(NULL);
}

/* --- Damaged and cut files -------------------------------------------------------------------------------------- */

static void every_changed_byte_is_refused(void)
{
    static const unsigned char masks[] = {0x01, 0x80, 0xFF};
    unsigned char *file = small_copy();
    unsigned passed = 0;
    for (size_t at = 0; at < small_size; at++) {
        file[at] ^= masks[at % sizeof masks];
        small_write(file);
        if (!small_is_refused() && passed++ < 5)
            fprintf(stderr, "\nbyte %zu changed, and loaded\n", at);
        file[at] = small_good[at];
    }
    CU_ASSERT_EQUAL(passed, 0);
    small_write(small_good);
    free(file);
}

static void every_cut_is_refused(void)
{
    unsigned passed = 0;
    for (size_t size = small_size; size-- > 0;) {
        CU_ASSERT_EQUAL_FATAL(truncate(small_path, (off_t)size), 0);
        passed += !small_is_refused();
    }
    CU_ASSERT_EQUAL(passed, 0);
    unsigned char *longer = malloc(small_size + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(longer);
    memcpy(longer, small_good, small_size);
    longer[small_size] = 0;
    write_file(small_path, longer, small_size + 1);
    CU_ASSERT_TRUE(small_is_refused());
    free(longer);
    small_write(small_good);
}

static void expect_refusal(const char *file, const char *sentence)
{
    struct pack *pack = NULL;
    CU_ASSERT_EQUAL(pack_load(file, 1, NULL, NULL, &pack, small_why, sizeof small_why), FG_E_PACK);
    CU_ASSERT_PTR_NULL(pack);
    if (!strstr(small_why, sentence))
        fprintf(stderr, "\n%s\n", small_why);
    CU_ASSERT_PTR_NOT_NULL(strstr(small_why, sentence));
}

static void what_is_no_pack_gets_a_sentence(void)
{
    unsigned char *file = small_copy();
    uint32_t layout = PACK_LAYOUT + 1;
    expect_refusal("/nowhere/at/all.fgp", "/nowhere/at/all.fgp: cannot be opened: No such file or directory");
    expect_refusal(SMALL_PACK, "is no regular file: name a built pack (.fgp)");
    const char *pipe = work_path("pipe");
    CU_ASSERT_EQUAL_FATAL(mkfifo(pipe, 0600), 0);
    expect_refusal(pipe, "is no regular file");
    expect_refusal(SMALL_PACK "/rules/10-rules.cfg",
                   "is no built pack: make one from a pack folder with `fiatgate pack "
                   "build`");
    expect_refusal(SMALL_PACK "/registers/empty.csv", "fewer than a pack's frame");
    memcpy(file + 8, &layout, sizeof layout);
    small_write(file);
    expect_refusal(small_path, "was built for layout 15, this library reads 14: rebuild it with `fiatgate pack build`");
    memcpy(file, small_good, small_size);
    memcpy(file + 6, "\n\n", 2);
    small_write(file);
    expect_refusal(small_path, "copy it in binary mode");
    memcpy(file, small_good, small_size);
    file[small_size - 1] ^= 1;
    small_write(file);
    expect_refusal(small_path, "its content does not match its SHA-256");
    small_write(small_good);
    free(file);
}

/* A sentence is cut to the room there is, and none is written where there is none. */
static void sentences_fit_their_room(void)
{
    struct pack *pack;
    char small[8] = "xxxxxxx";
    CU_ASSERT_EQUAL(pack_load("/nowhere/at/all.fgp", 1, NULL, NULL, &pack, small, sizeof small), FG_E_PACK);
    CU_ASSERT_EQUAL(strlen(small), 7);
    CU_ASSERT_EQUAL(pack_load("/nowhere/at/all.fgp", 1, NULL, NULL, &pack, NULL, 0), FG_E_PACK);
}

/* --- Signatures ------------------------------------------------------------------------------------------------- */

/* The small pack with as many signatures behind it, all of one made-up person; *size is that of the file. */
static unsigned char *with_signatures(uint32_t count, size_t *size)
{
    struct pack_frame frame;
    *size = small_size + count * sizeof(struct pack_signature);
    unsigned char *file = calloc(1, *size + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    memcpy(&frame, small_good, sizeof frame);
    frame.signatures_size = count * sizeof(struct pack_signature);
    memcpy(file, small_good, small_size);
    memcpy(file, &frame, sizeof frame);
    for (uint32_t i = 0; i < count; i++) {
        struct pack_signature signature = {
            .signed_at = 1700000000u + i, .signer = PACK_SIGNER_APPROVER, .person = "Ä. Person"};
        memcpy(signature.payload_sha256, frame.payload_sha256, sizeof signature.payload_sha256);
        memset(signature.key, 7, sizeof signature.key);
        memset(signature.signature, 9, sizeof signature.signature);
        memcpy(file + small_size + i * sizeof signature, &signature, sizeof signature);
    }
    return file;
}

/* What admit was asked with, and what it is to answer. */
struct question {
    unsigned asked;
    uint32_t signatures;
    uint64_t last_signed_at;
    bool bare; /* nothing of the payload was looked at yet */
    fg_error answer;
};

static fg_error admit(void *context, const struct pack *pack, char *why, size_t why_size)
{
    struct question *question = context;
    question->asked++;
    question->signatures = pack->signature_count;
    if (pack->signature_count > 0)
        question->last_signed_at = pack->signatures[pack->signature_count - 1].signed_at;
    question->bare = pack->meta == NULL && pack->payload != NULL && strlen(pack->hash) == 64;
    if (question->answer != FG_OK)
        snprintf(why, why_size, "nobody signed it");
    return question->answer;
}

static void signatures_come_back(void)
{
    struct pack *pack;
    for (uint32_t count = 0; count <= PACK_SIGNATURES_MAX + 1; count++) {
        size_t size;
        struct question question = {.answer = FG_OK};
        unsigned char *file = with_signatures(count, &size);
        CU_ASSERT_TRUE_FATAL(write_file(small_path, file, size));
        free(file);
        fg_error error = pack_load(small_path, 1, admit, &question, &pack, small_why, sizeof small_why);
        if (count > PACK_SIGNATURES_MAX) {
            CU_ASSERT_EQUAL(error, FG_E_PACK);
            CU_ASSERT_PTR_NOT_NULL(strstr(small_why, "bytes of signatures"));
            continue;
        }
        CU_ASSERT_EQUAL_FATAL(error, FG_OK);
        CU_ASSERT_EQUAL(question.asked, 1);
        CU_ASSERT_TRUE(question.bare);
        CU_ASSERT_EQUAL(question.signatures, count);
        CU_ASSERT_EQUAL(question.last_signed_at, count > 0 ? 1700000000u + count - 1 : 0);
        CU_ASSERT_EQUAL(pack->signature_count, count);
        CU_ASSERT_EQUAL(memcmp(pack->sha256, small_good + offsetof(struct pack_frame, payload_sha256), 32), 0);
        pack_free(pack);
    }
    small_write(small_good);
}

/* Whoever may not be loaded is asked for nothing else, however damaged it is behind its right hash. */
static void admit_is_asked_first(void)
{
    struct pack *pack = (struct pack *)small_why;
    struct question question = {.answer = FG_E_TRUST};
    CU_ASSERT_EQUAL(pack_load(small_path, 1, admit, &question, &pack, small_why, sizeof small_why), FG_E_TRUST);
    CU_ASSERT_PTR_NULL(pack);
    CU_ASSERT_TRUE(question.bare);
    CU_ASSERT_PTR_NOT_NULL(strstr(small_why, "small.fgp: nobody signed it"));
    unsigned char *file = small_copy();
    file[small_size - 1] ^= 1;
    small_write(file);
    question = (struct question){.answer = FG_E_TRUST};
    CU_ASSERT_EQUAL(pack_load(small_path, 1, admit, &question, &pack, small_why, sizeof small_why), FG_E_PACK);
    CU_ASSERT_EQUAL(question.asked, 0); /* what is not whole is nobody's */
    free(file);
    small_write(small_good);
}

static void signatures_that_are_none_are_refused(void)
{
    static const struct {
        size_t offset; /* in the second of two signatures */
        const char *bytes;
        size_t size;
        const char *sentence;
    } cases[] = {
#define PERSON offsetof(struct pack_signature, person)
        {0, "x", 1, "signature 1 is of another pack"},
        {31, "x", 1, "signature 1 is of another pack"},
        {offsetof(struct pack_signature, signer), "\0", 1, "signature 1 is damaged"},
        {offsetof(struct pack_signature, signer), "\3", 1, "signature 1 is damaged"},
        {offsetof(struct pack_signature, reserved), "\1", 1, "signature 1 is damaged"},
        {PERSON, "\0", 1, "signature 1 is damaged"},               /* nobody */
        {PERSON + 63, "x", 1, "signature 1 is damaged"},           /* something behind the name */
        {PERSON, "\xC3\x28", 2, "signature 1 is damaged"},         /* no UTF-8 */
        {PERSON + 3, "\n", 1, "signature 1 is damaged"},           /* a line of its own */
        {PERSON, "\xC2\x85", 2, "signature 1 is damaged"},         /* the same, of Unicode */
        {PERSON + 3, "\xE2\x80\xAE", 3, "signature 1 is damaged"}, /* from right to left */
        {PERSON, "\x1B", 1, "signature 1 is damaged"},
        {PERSON, "1234567890123456789012345678901234567890123456789012345678901234", 64,
         "signature 1 is damaged"}, /* without an end */
#undef PERSON
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size;
        unsigned char *file = with_signatures(2, &size);
        memcpy(file + small_size + sizeof(struct pack_signature) + cases[i].offset, cases[i].bytes, cases[i].size);
        CU_ASSERT_TRUE_FATAL(write_file(small_path, file, size));
        expect_refusal(small_path, cases[i].sentence);
        free(file);
    }
    size_t size;
    unsigned char *file = with_signatures(2, &size);
    for (size_t cut = small_size; cut < size; cut++) {
        CU_ASSERT_TRUE_FATAL(write_file(small_path, file, cut));
        CU_ASSERT_TRUE(small_is_refused());
    }
    CU_ASSERT_TRUE_FATAL(write_file(small_path, file, size + 1));
    CU_ASSERT_TRUE(small_is_refused());
    free(file);
    small_write(small_good);
}

int main(void)
{
    if (!work_open() || CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("loader", small_build, small_drop);
    CU_ADD_TEST(suite, lists_come_back);
    CU_ADD_TEST(suite, entities_come_back);
    CU_ADD_TEST(suite, names_become_terms);
    CU_ADD_TEST(suite, identifiers_and_licences_come_back);
    CU_ADD_TEST(suite, rules_come_back);
    CU_ADD_TEST(suite, what_is_shown_apart_comes_back);
    CU_ADD_TEST(suite, every_slot_has_its_scratch);
    CU_ADD_TEST(suite, every_changed_byte_is_refused);
    CU_ADD_TEST(suite, every_cut_is_refused);
    CU_ADD_TEST(suite, what_is_no_pack_gets_a_sentence);
    CU_ADD_TEST(suite, sentences_fit_their_room);
    CU_ADD_TEST(suite, signatures_come_back);
    CU_ADD_TEST(suite, admit_is_asked_first);
    CU_ADD_TEST(suite, signatures_that_are_none_are_refused);
    int failed = run_tests();
    work_close();
    return failed;
}
