/*
 * names_test.c: names of tests/packs/names as payments write them: in any order of their words, with this and that
 * legal form, in the other alphabet, run together, written out. What is found is told by the hits of the whole scan.
 */
#include <CUnit/Basic.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/loader.h"
#include "plugin/match/entity_index.h"
#include "plugin/match/entity_index_layout.h"
#include "plugin/match/settled_stems.h"
#include "plugin/match/word_index_layout.h"
#include "pack_fixture.h"
#include "pack_files.h"
#include "run_tests.h"

#define NAMES_PACK FIATGATE_SOURCE_DIR "/tests/packs/names"

static struct pack *pack;

static int names_build(void)
{
    char why[512] = "";
    struct compiler_options options = {.language = COMPILER_ENGLISH};
    if (!work_open() || compiler_build(NAMES_PACK, work_path("names.fgp"), &options, NULL, NULL) != 0)
        return 1;
    if (pack_load(work_path("names.fgp"), 1, NULL, NULL, &pack, why, sizeof why) == FG_OK)
        return 0;
    fprintf(stderr, "%s\n", why);
    return 1;
}

static int names_drop(void)
{
    pack_free(pack);
    work_close();
    return 0;
}

/* How an entry is found in one value: the match bits of what is certain, and of what is doubtful. */
struct found {
    uint32_t certain, doubtful;
};

static void count_posting(struct found *found, const struct scan_hit *hit, const struct pack_posting *posting)
{
    uint8_t readings = hit->readings;
    if (posting->scripts != 0 && (hit->scripts & ~posting->scripts) != 0)
        readings |= READING_TRANSLITERATED;
    if ((readings & ~posting->certain) == 0)
        found->certain |= posting->match;
    else if ((readings & ~(posting->certain | posting->doubtful)) == 0)
        found->doubtful |= posting->match;
}

static struct found find(const char *id, fg_field field, const char *text)
{
    static struct scan_hit hits[256];
    struct found found = {0};
    void *transfer_memory = malloc(transfer_size(&message_limits));
    void *folded_memory = aligned_alloc(64, folded_size(&message_limits));
    struct transfer transfer;
    struct folded folded;
    uint32_t count = 0;
    transfer_place(&transfer, transfer_memory, &message_limits);
    transfer_reset(&transfer);
    folded_place(&folded, folded_memory, &message_limits);
    CU_ASSERT_TRUE_FATAL(transfer_put(&transfer, field, text, (uint32_t)strlen(text), 0));
    CU_ASSERT_TRUE_FATAL(fold_transfer(&folded, &transfer, NULL));
    CU_ASSERT_EQUAL(scan_folded(pack, pack->scratch[0], &transfer, &folded, hits, 256, &count), SCAN_DONE);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_term *term = &pack->terms[hits[i].term];
        for (uint32_t p = term->first_posting; p < term->first_posting + term->posting_count; p++)
            if (strcmp(pack_string(pack, pack->entries[pack->postings[p].entry].id), id) == 0)
                count_posting(&found, &hits[i], &pack->postings[p]);
    }
    free(transfer_memory);
    free(folded_memory);
    return found;
}

#define LEGAL  PACK_MATCH_LEGAL_NAME
#define NAME   PACK_MATCH_NAME
#define ALIAS  PACK_MATCH_ALIAS
#define DOMAIN PACK_MATCH_DOMAIN
#define WORD   PACK_MATCH_WORD
#define VAGUE  PACK_MATCH_AMBIGUOUS

struct sentence {
    const char *id;
    const char *text;
    uint32_t certain, doubtful;
};

static void expect(fg_field field, const struct sentence *sentences, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct sentence *sentence = &sentences[i];
        struct found found = find(sentence->id, field, sentence->text);
        if (found.certain != sentence->certain || found.doubtful != sentence->doubtful)
            fprintf(stderr, "\n\"%s\" is %s by %x, doubtful %x, not %x, %x\n", sentence->text, sentence->id,
                    found.certain, found.doubtful, sentence->certain, sentence->doubtful);
        CU_ASSERT_EQUAL(found.certain, sentence->certain);
        CU_ASSERT_EQUAL(found.doubtful, sentence->doubtful);
    }
}
#define EXPECT(field, ...)                                                                                             \
    expect(field, (const struct sentence[]){__VA_ARGS__},                                                              \
           sizeof((const struct sentence[]){__VA_ARGS__}) / sizeof(struct sentence))

static void words_stand_in_any_order(void)
{
    EXPECT(FG_FIELD_CREDITOR_NAME, {"moon", "MOONVAULT HOLDINGS LIMITED", LEGAL | NAME | ALIAS, 0},
           {"moon", "Holdings Moonvault, Ltd", LEGAL | ALIAS, 0}, {"moon", "LTD Holdings Moonvault", LEGAL | ALIAS, 0},
           {"moon", "Holdings Moonvault", NAME | ALIAS, 0}, {"moon", "Holdings of Moonvault Ltd", ALIAS, 0},
           {"aset", "BERKAH ASETRA PT", LEGAL | ALIAS, 0}, {"tide", "Payments UAB Tidelynx", ALIAS, 0},
           {"free", "Desk Nolabel Exchange", NAME, 0});
    /* A name is what a name field says; elsewhere words stand in their order. */
    EXPECT(FG_FIELD_REMITTANCE, {"moon", "Holdings Moonvault, Ltd", ALIAS, 0},
           {"moon", "to Moonvault Holdings Limited, invoice 5", LEGAL | NAME | ALIAS, 0});
}

static void legal_forms_are_compared(void)
{
    EXPECT(FG_FIELD_CREDITOR_NAME, {"moon", "ТОО MOONVAULT HOLDINGS", ALIAS, 0},
           {"moon", "ТОО «Moonvault Holdings»", ALIAS, 0}, {"moon", "ИП MOONVAULT HOLDINGS", ALIAS, 0},
           {"moon", "MOONVAULT HOLDINGS ЖШС", ALIAS, 0}, {"moon", "HOLDINGS MOONVAULT LLP", ALIAS, 0},
           {"moon", "MOONVAULT HOLDINGS", NAME | ALIAS, 0},
           /* A kind of LTD is none other than LTD, and not the same. */
           {"moon", "MOONVAULT HOLDINGS CO. LTD", NAME | ALIAS, 0}, {"asia", "VESSNA ASIA LIMITED", NAME | ALIAS, 0},
           {"asia", "VESSNA ASIA PTE. LTD.", LEGAL | NAME | ALIAS, 0},
           {"step", "Жулдыз Бирлик Шешуов ЖШС", LEGAL | NAME, 0}, {"step", "Бирлик Жулдыз Шешуов ТОО", LEGAL, 0},
           {"step", "ИП Жулдыз Бирлик Шешуов", 0, 0});
    /* In running text nobody says where a name ends. */
    EXPECT(FG_FIELD_REMITTANCE, {"moon", "ТОО MOONVAULT HOLDINGS", NAME | ALIAS, 0});
}

static void short_and_common_names_need_their_form(void)
{
    EXPECT(FG_FIELD_CREDITOR_NAME, {"wert", "VERT FZE", LEGAL | VAGUE, 0}, {"wert", "Vert", VAGUE, 0},
           {"wert", "ТОО Vert", VAGUE, 0}, {"line", "Top Line", VAGUE, 0}, {"line", "Line Top", 0, 0},
           {"line", "Ltd Line Top", LEGAL, 0}, {"line", "ТОО Top Line", VAGUE, 0});
}

static void names_are_spelled_in_the_other_alphabet(void)
{
    EXPECT(FG_FIELD_CREDITOR_NAME, {"tide", "УАБ Тиделинкс Пайментс", LEGAL | ALIAS, 0},
           {"tide", "Пайментс Тиделинкс УАБ", LEGAL | ALIAS, 0}, {"step", "TOO SHULDYZ BIRLIK SCHESCHUOW", LEGAL, 0},
           {"moon", "MUNWOLT", ALIAS, 0});
    EXPECT(FG_FIELD_REMITTANCE, {"birzha", "na kriptobirju", WORD, 0}, {"birzha", "na kriptobirzhu", WORD, 0},
           {"khanga", "qynjyr", WORD, 0}, {"khanga", "shynjyr", WORD, 0}, {"khanga", "synjyr", WORD, 0},
           {"khanga", "shachmyr", 0, 0}, {"sale", "prodaja monet", WORD, 0}, {"coinage", "за тсоинаге", WORD, 0},
           /* An ordinary word of the pack is no spelling of another. */
           {"coinage", "Koinage", 0, 0});
    /* A typing error is put right in long spellings alone. */
    EXPECT(FG_FIELD_REMITTANCE, {"birzha", "za kriptobirzhu", WORD, 0}, {"birzha", "za kritpobirzhu", WORD, 0},
           {"free", "to nolabelexchagnedesk", NAME | ALIAS, 0}, {"moon", "to munwolt", ALIAS, 0},
           {"moon", "to munwlot", 0, 0});
}

static void words_run_together_and_domains_written_out(void)
{
    EXPECT(FG_FIELD_REMITTANCE, {"moon", "MOONVAULTHOLDINGSLIMITED", LEGAL, 0}, {"sale", "продажамонет", WORD, 0},
           {"moon", "moonvault dot com", DOMAIN | ALIAS, 0}, {"moon", "moonvault (точка) com", DOMAIN | ALIAS, 0},
           {"moon", "moonvault точка ком", DOMAIN | ALIAS, 0}, {"moon", "moonvault нүкте com", DOMAIN | ALIAS, 0},
           {"moon", "user.7@moonvault.com", DOMAIN | ALIAS, 0}, {"moon", "mail moonvault com", DOMAIN | ALIAS, 0},
           {"line", "сйвекс.ио", DOMAIN, 0}, {"moon", "moonvaultcom", DOMAIN, 0});
}

static void rows_say_how_they_may_be_read(void)
{
    EXPECT(FG_FIELD_REMITTANCE, {"ticker", "QZT", ALIAS, 0}, {"plain", "Zorqa Markets", ALIAS, 0},
           {"plain", "Zorqamarkets", 0, 0}, {"plain", "Зорка Маркетс", 0, 0}, {"wert", "верт", 0, VAGUE},
           {"koinage", "koinage", 0, 0});
}

/* The hits of names in any order in one creditor's name, told to be a window of it. */
static uint32_t count_in_window(const char *text, bool goes_on_before, bool goes_on_behind)
{
    static struct scan_hit items[16];
    struct hits hits = {.terms = pack->terms, .items = items, .limit = 16};
    void *transfer_memory = malloc(transfer_size(&message_limits));
    void *folded_memory = aligned_alloc(64, folded_size(&message_limits));
    struct transfer transfer;
    struct folded folded;
    transfer_place(&transfer, transfer_memory, &message_limits);
    transfer_reset(&transfer);
    folded_place(&folded, folded_memory, &message_limits);
    CU_ASSERT_TRUE_FATAL(transfer_put(&transfer, FG_FIELD_CREDITOR_NAME, text, (uint32_t)strlen(text), 0));
    CU_ASSERT_TRUE_FATAL(fold_transfer(&folded, &transfer, NULL));
    for (uint32_t i = 0; i < folded.segment_count; i++) {
        folded.segments[i].view = FOLD_UNBROKEN;
        folded.segments[i].goes_on_before = goes_on_before;
        folded.segments[i].goes_on_behind = goes_on_behind;
    }
    CU_ASSERT_TRUE(entity_index_scan(pack, &transfer, &folded, &hits));
    free(transfer_memory);
    free(folded_memory);
    return hits.count;
}

static void windows_are_no_whole_names(void)
{
    CU_ASSERT_EQUAL(count_in_window("Holdings Moonvault, Ltd", true, false), 0);
    CU_ASSERT_EQUAL(count_in_window("Holdings Moonvault, Ltd", false, true), 0);
    CU_ASSERT_NOT_EQUAL(count_in_window("Holdings Moonvault, Ltd", false, false), 0);
}

/* --- The section ------------------------------------------------------------------------------------------------- */

struct spoilt {
    const char *what;
    size_t at;
    uint32_t value;
};

static void damaged_sections_are_refused(void)
{
    static const struct spoilt spoilt[] = {
        {"name slots", offsetof(struct entity_index_header, name_slots), 12},
        {"form slots", offsetof(struct entity_index_header, form_slots), 0},
        {"bare terms", offsetof(struct entity_index_header, bare_terms), 4000},
        {"classes", offsetof(struct entity_index_header, classes), 100000},
        {"longest form", offsetof(struct entity_index_header, longest_form), 99},
        {"longest token", offsetof(struct entity_index_header, longest_token), 100000},
        {"filter words", offsetof(struct entity_index_header, filter_words), 12},
        {"filter larger than the section", offsetof(struct entity_index_header, filter_words), 1 << 19},
        {"reserved", offsetof(struct entity_index_header, reserved), 1},
    };
    struct pack copy = *pack;
    uint8_t *bytes = aligned_alloc(64, (pack->name_forms_size + 63u) / 64 * 64);
    copy.name_forms = bytes;
    for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
        memcpy(bytes, pack->name_forms, pack->name_forms_size);
        CU_ASSERT_STRING_EQUAL(entity_index_verify(&copy), "");
        memcpy(bytes + spoilt[i].at, &spoilt[i].value, sizeof spoilt[i].value);
        if (entity_index_verify(&copy)[0] == 0)
            fprintf(stderr, "\n%s\n", spoilt[i].what);
        CU_ASSERT_STRING_NOT_EQUAL(entity_index_verify(&copy), "");
    }
    for (uint32_t size = 0; size < pack->name_forms_size; size += 7) {
        memcpy(bytes, pack->name_forms, pack->name_forms_size);
        copy.name_forms_size = size;
        CU_ASSERT_STRING_NOT_EQUAL(entity_index_verify(&copy), "");
    }
    free(bytes);
}

/* A filter that keeps words of names away would hide them. */
static void filters_that_hide_names_are_refused(void)
{
    struct pack copy = *pack;
    uint8_t *bytes = aligned_alloc(64, (pack->name_forms_size + 63u) / 64 * 64);
    struct entity_index_header header;
    memcpy(&header, pack->name_forms, sizeof header);
    memcpy(bytes, pack->name_forms, pack->name_forms_size);
    copy.name_forms = bytes;
    const size_t filter = pack->name_forms_size - header.filter_words * sizeof(uint64_t);
    for (size_t at = filter; at < pack->name_forms_size; at++) {
        const uint8_t byte = bytes[at];
        for (uint8_t bits = byte; bits != 0; bits &= (uint8_t)(bits - 1)) {
            bytes[at] = (uint8_t)(byte & ~(bits & -bits));
            CU_ASSERT_STRING_NOT_EQUAL(entity_index_verify(&copy), "");
        }
        bytes[at] = byte;
    }
    CU_ASSERT_STRING_EQUAL(entity_index_verify(&copy), "");
    free(bytes);
}

/* Whatever single word of the section is spoilt, it is refused or harmless: look-ups stay inside the pack. */
static void spoilt_words_do_no_harm(void)
{
    struct pack copy = *pack, *whole = pack;
    uint8_t *bytes = aligned_alloc(64, (pack->name_forms_size + 63u) / 64 * 64);
    copy.name_forms = bytes;
    pack = &copy;
    for (uint32_t at = 0; at + 4 <= copy.name_forms_size; at += 4) {
        memcpy(bytes, whole->name_forms, copy.name_forms_size);
        memset(bytes + at, at % 8 ? 0xFF : 0x01, 4);
        if (entity_index_verify(&copy)[0] == 0)
            find("moon", FG_FIELD_CREDITOR_NAME, "Holdings Moonvault, Ltd");
    }
    pack = whole;
    free(bytes);
}

/* What the table of settled words says of a folded word: enum settled bits. */
static unsigned settled(const char *word)
{
    const struct word_index index = word_index_of(pack->word_index);
    uint64_t letters[2] = {0};
    memcpy(letters, word, strlen(word));
    return word_settled(&index, letters[0], letters[1]);
}

/* A stem alone is one, as its usual forms are, and what these look like where every letter looks like a Latin one. */
static void forms_of_ordinary_words_are_settled(void)
{
    static const char *const known[] = {"SUMM", "SUMMA", "SUMMAMI", "CYMMA", "CYMM", "DAULETTER", "SOCHETANIE"},
                             *const others[] = {"SUMMONING", "CYMMB", "SUMMY2", "DAULETAM"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        CU_ASSERT_EQUAL(settled(known[i]) & (SETTLED | SETTLED_ORDINARY), SETTLED | SETTLED_ORDINARY);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        CU_ASSERT_EQUAL(settled(others[i]), 0);
    CU_ASSERT_TRUE(settled("SUMMA") & SETTLED_LOOKS_ITSELF);
    CU_ASSERT_EQUAL(settled("SUMM") & SETTLED_BEGINS, 0);
    CU_ASSERT_EQUAL(settled("COINA"), 0);
}

/* Many forms: which of them are ordinary hangs neither on which others there are nor on the room of a table. */
#define MANY_FORMS 60000
#define FORM_BYTES 24
static void many_form(uint32_t number, char letters[FORM_BYTES])
{
    const int length = snprintf(letters, FORM_BYTES, "%s", number % 16 == 0 ? "PEREOSVIDETELSTVO" : "DOGOVOR");
    for (int i = length; i < length + 5; i++, number /= 26)
        letters[i] = (char)('A' + number % 26);
    letters[length + 5] = 0;
}

static void no_form_of_many_is_left_out(void)
{
    static char letters[MANY_FORMS][FORM_BYTES];
    static struct word_form forms[MANY_FORMS];
    const struct word words[] = {
        {.letters = "DOGOVOR", .length = 7, .uses = WORD_ORDINARY | WORD_MAY_NEIGHBOUR, .ordinary_ending = 6},
        {.letters = "PEREOSVIDETELSTVO",
         .length = 17,
         .uses = WORD_ORDINARY | WORD_MAY_NEIGHBOUR,
         .ordinary_ending = 6}};
    for (uint32_t i = 0; i < MANY_FORMS; i++) {
        many_form(i * 7 + 1, letters[i]);
        forms[i].letters = letters[i];
    }
    const struct word_list list = {.words = words, .count = 2, .forms = forms, .form_count = MANY_FORMS};
    const size_t size = word_index_build(&list, NULL, 0);
    struct pack_meta meta = {0};
    struct pack made = {
        .meta = &meta, .word_index = aligned_alloc(64, (size + 63) / 64 * 64), .word_index_size = (uint32_t)size};
    CU_ASSERT_PTR_NOT_NULL_FATAL(made.word_index);
    CU_ASSERT_EQUAL(word_index_build(&list, (unsigned char *)(uintptr_t)made.word_index, size), size);
    CU_ASSERT_STRING_EQUAL(word_index_verify(&made), "");
    const struct word_index index = word_index_of(made.word_index);
    uint32_t missing = 0, elsewhere = 0;
    for (uint32_t i = 0; i < MANY_FORMS; i++) {
        unsigned char padded[FORM_BYTES + 8] = {0};
        const uint32_t length = (uint32_t)strlen(letters[i]);
        struct word_path path;
        memcpy(padded, letters[i], length);
        word_walk(&index, padded, length, &path);
        const bool settled_so = length <= SETTLED_LETTERS &&
                                (word_settled(&index, word_bytes(padded), word_bytes(padded + 8)) & SETTLED_ORDINARY);
        missing += !settled_so && !(path.whole & WORD_ORDINARY);
        padded[length - 1] = padded[length - 1] == 'A' ? 'B' : 'A';
        elsewhere += length <= SETTLED_LETTERS && word_settled(&index, word_bytes(padded), word_bytes(padded + 8)) != 0;
    }
    CU_ASSERT_EQUAL(missing, 0);
    CU_ASSERT(elsewhere < MANY_FORMS / 2);
    free((void *)(uintptr_t)made.word_index);
}

/* What VETER looks like is of the entry that says VETER, too; POCA, which ROSA looks like, is of another. */
static void words_that_look_like_their_own_entries_are_themselves(void)
{
    CU_ASSERT_TRUE(settled("VETER") & SETTLED_LOOKS_ITSELF);
    CU_ASSERT_EQUAL(settled("ROSA") & (SETTLED | SETTLED_LOOKS_ITSELF), SETTLED);
    EXPECT(FG_FIELD_REMITTANCE, {"wind", "Betep", WORD, 0}, {"wind", "ветер", WORD, 0}, {"wind", "вeтер", WORD, 0});
}

/* Nothing is asked of the automaton at a settled word that it finds nothing at; of a pack that says so of one where it
 * finds something, the loader says so. */
static void settled_words_say_whether_stems_begin(void)
{
    unsigned char *bytes = malloc(pack->word_index_size);
    struct pack copy = *pack;
    CU_ASSERT_TRUE(settled("SUMMA") & SETTLED_HAS_NO_STEM);
    CU_ASSERT_EQUAL(settled("KRIPTOBIRZH") & (SETTLED | SETTLED_HAS_NO_STEM), SETTLED);
    CU_ASSERT_STRING_EQUAL(settled_stems_verify(pack), "");
    if (bytes) {
        memcpy(bytes, pack->word_index, pack->word_index_size);
        copy.word_index = bytes;
        const struct word_index index = word_index_of(bytes);
        uint64_t *slots = (uint64_t *)(bytes + ((const uint8_t *)index.settled - bytes));
        for (size_t i = 0; i < (size_t)2 * SETTLED_SLOTS << index.header->settled_bits; i += 2)
            slots[i + 1] |= slots[i] ? SETTLED_STEMLESS : 0;
        CU_ASSERT_STRING_NOT_EQUAL(settled_stems_verify(&copy), "");
    }
    free(bytes);
}

/* Adds so many invented words to the list of a copy of the pack. */
static bool add_words(const char *folder, uint32_t count)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/lists/words.csv", folder);
    FILE *list = fopen(path, "a");
    for (uint32_t i = 0; list && i < count; i++) {
        const char digits[] = {(char)('a' + i % 16), (char)('a' + i / 16 % 16), (char)('a' + i / 256 % 16), 0};
        fprintf(list, "word-%u,Zhukhorsha%sshchits,word,,\n", i, digits);
    }
    return list && fclose(list) == 0;
}

/* A list is long by its entries, not by the spellings that are made of them: these words lost their disguises. */
static void made_spellings_make_no_list_long(void)
{
    char folder[512], why[512] = "";
    struct compiler_options options = {.language = COMPILER_ENGLISH};
    struct pack *many = NULL;
    snprintf(folder, sizeof folder, "%s", work_path("many"));
    CU_ASSERT_TRUE_FATAL(copy_folder(NAMES_PACK, folder) && add_words(folder, 4000));
    CU_ASSERT_EQUAL_FATAL(compiler_build(folder, work_path("many.fgp"), &options, NULL, NULL), 0);
    CU_ASSERT_EQUAL_FATAL(pack_load(work_path("many.fgp"), 1, NULL, NULL, &many, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(many->term_count > 10000);
    CU_ASSERT_EQUAL(pack_spelled_terms(many), many->term_count - many->meta->unordered_terms);
    pack_free(many);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("names", names_build, names_drop);
    CU_ADD_TEST(suite, words_stand_in_any_order);
    CU_ADD_TEST(suite, legal_forms_are_compared);
    CU_ADD_TEST(suite, short_and_common_names_need_their_form);
    CU_ADD_TEST(suite, names_are_spelled_in_the_other_alphabet);
    CU_ADD_TEST(suite, words_run_together_and_domains_written_out);
    CU_ADD_TEST(suite, rows_say_how_they_may_be_read);
    CU_ADD_TEST(suite, forms_of_ordinary_words_are_settled);
    CU_ADD_TEST(suite, no_form_of_many_is_left_out);
    CU_ADD_TEST(suite, words_that_look_like_their_own_entries_are_themselves);
    CU_ADD_TEST(suite, settled_words_say_whether_stems_begin);
    CU_ADD_TEST(suite, made_spellings_make_no_list_long);
    CU_ADD_TEST(suite, windows_are_no_whole_names);
    CU_ADD_TEST(suite, damaged_sections_are_refused);
    CU_ADD_TEST(suite, filters_that_hide_names_are_refused);
    CU_ADD_TEST(suite, spoilt_words_do_no_harm);
    return run_tests();
}
