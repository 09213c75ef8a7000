/*
 * records.c: every record of lists, entries, terms, identifiers and licences. Each check is one that matching or
 * judging relies on without looking again.
 */
#include <string.h>

#include "match/identifiers.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "transfer.h"
#include "verify.h"

#define LIST_AGE_MAX 36525 /* days: a century */
#define WHOLE_WEEK   0x7F  /* bits of pack_meta.weekend */

bool string_is_valid(const struct pack *pack, uint32_t string)
{
    return string < pack->strings_size && (string == 0 || pack->strings[string - 1] == 0);
}

bool date_is_valid(int32_t date)
{
    return date == 0 || civil_date_is_valid(date);
}

/* Texts of a pack reach verdicts. */
static bool strings_are_valid(const struct refusal *refusal, const struct pack *pack)
{
    if (pack->strings_size == 0 || pack->strings[0] != 0 || pack->strings[pack->strings_size - 1] != 0)
        return refuse_damaged(refusal, "section", PACK_STRINGS, "it does not begin and end with a zero byte");
    if (utf8_valid_prefix(pack->strings, pack->strings_size) != pack->strings_size)
        return refuse_damaged(refusal, "section", PACK_STRINGS, "it is not UTF-8");
    return true;
}

static bool meta_is_valid(const struct refusal *refusal, const struct pack *pack)
{
    const struct pack_meta *meta = pack->meta;
    if (meta->fold_version != FOLD_VERSION)
        return refuse(refusal,
                      "was built with folding %u, this library folds by %u: rebuild it with `fiatgate pack build` of "
                      "the same release",
                      meta->fold_version, (unsigned)FOLD_VERSION);
    if (meta->field_limit != FG_FIELD_LIMIT)
        return refuse(refusal, "was built for %u fields, this library knows %u: rebuild it with `fiatgate pack build`",
                      meta->field_limit, (unsigned)FG_FIELD_LIMIT);
    if (!string_is_valid(pack, meta->name) || !string_is_valid(pack, meta->version) ||
        !string_is_valid(pack, meta->jurisdiction) || !string_is_valid(pack, meta->title) ||
        !string_is_valid(pack, meta->engine))
        return refuse_damaged(refusal, "meta record", 0, "a string lies outside the pool");
    if (!date_is_valid(meta->valid_from) || !date_is_valid(meta->valid_to))
        return refuse_damaged(refusal, "meta record", 0, "a date does not exist");
    uint64_t placed = (uint64_t)meta->scanned_terms + meta->walked_terms + meta->spelled_names;
    if (meta->unordered_terms > pack->term_count || placed > pack_ordered_terms(pack))
        return refuse_damaged(refusal, "meta record", 0, "it counts more terms than there are");
    if (meta->enforcement > PACK_ENFORCEMENT_SHADOW || meta->stale_action > FG_HOLD || meta->report_required > 1)
        return refuse_damaged(refusal, "meta record", 0, "its enforcement, action or demand does not exist");
    if (meta->evasion_minimum > 100)
        return refuse_damaged(refusal, "meta record", 0, "it asks for more than all disguises to be found");
    if (meta->weekend >= WHOLE_WEEK)
        return refuse_damaged(refusal, "meta record", 0, "no day of its week is for work");
    return true;
}

static bool list_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_list *list = &pack->lists[number];
    if (!string_is_valid(pack, list->id) || !string_is_valid(pack, list->title) ||
        !string_is_valid(pack, list->authority) || !string_is_valid(pack, list->source) ||
        !string_is_valid(pack, list->register_kind))
        return refuse_damaged(refusal, "list", number, "a string lies outside the pool");
    if (list->kind >= PACK_LIST_KINDS || list->sanctions > 1)
        return refuse_damaged(refusal, "list", number, "its kind does not exist");
    if (list->max_age_days > LIST_AGE_MAX)
        return refuse_damaged(refusal, "list", number, "its age has no end");
    if (!date_is_valid(list->retrieved_at) || !date_is_valid(list->counts_from) || !date_is_valid(list->counts_to))
        return refuse_damaged(refusal, "list", number, "a date does not exist");
    return true;
}

/* Whether the entry's licence, if it names one, exists and agrees with the kind of its list. */
static bool licence_agrees(const struct pack *pack, uint32_t number)
{
    const struct pack_entry *entry = &pack->entries[number];
    if (entry->licence > pack->licence_count)
        return false;
    switch (pack->lists[entry->list].kind) {
    case PACK_LIST_REGISTER:
        return entry->licence != 0 && pack->licences[entry->licence - 1].entry == number;
    case PACK_LIST_ACCOUNTS:
        return entry->licence != 0;
    default:
        return entry->licence == 0;
    }
}

static bool entry_is_sound(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_entry *entry = &pack->entries[number];
    if (!string_is_valid(pack, entry->id) || !string_is_valid(pack, entry->name) ||
        !string_is_valid(pack, entry->act) || !string_is_valid(pack, entry->source))
        return refuse_damaged(refusal, "entry", number, "a string lies outside the pool");
    if (entry->list >= pack->list_count)
        return refuse_damaged(refusal, "entry", number, "its list does not exist");
    if (entry->confidence > PACK_UNSURE || entry->entity_class > PACK_OTHER || entry->cites_act > 1)
        return refuse_damaged(refusal, "entry", number, "its confidence, class or act does not exist");
    if (!layer_is_valid(pack, entry->layer))
        return refuse_damaged(refusal, "entry", number, "its layer does not exist");
    if (!date_is_valid(entry->valid_from) || !date_is_valid(entry->valid_to))
        return refuse_damaged(refusal, "entry", number, "a date does not exist");
    if (!licence_agrees(pack, number))
        return refuse_damaged(refusal, "entry", number, "its licence does not agree with its list");
    return true;
}

/* " TOKEN TOKEN " or " TOKEN TOK": letters and digits with one space between, one before, and for words one behind. */
static bool is_folded(const char *text, uint32_t length, uint8_t ending)
{
    if (length < 2 || text[0] != ' ' || (text[length - 1] == ' ') != (ending == 0))
        return false;
    for (uint32_t i = 0; i < length; i++) {
        bool plain = (text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9');
        if (!plain && (text[i] != ' ' || (i > 0 && text[i - 1] == ' ')))
            return false;
    }
    return true;
}

/* What a pattern may say is the compiler's business: it runs only as the engine's own program. */
static bool pattern_is_valid(const struct pack *pack, uint32_t number)
{
    const struct pack_term *term = &pack->terms[number];
    return string_is_valid(pack, term->text) && pack_string(pack, term->text)[0] != 0 && term->length == 0 &&
           term->ending == 0 && number < pack_first_name(pack);
}

static bool term_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_term *term = &pack->terms[number];
    if (!range_is_valid(term->first_posting, term->posting_count, pack->posting_count) || term->posting_count == 0)
        return refuse_damaged(refusal, "term", number, "its postings do not exist");
    if (term->pattern == PACK_TERM_PATTERN)
        return pattern_is_valid(pack, number) || refuse_damaged(refusal, "term", number, "it is no pattern");
    if (!string_is_valid(pack, term->text) || strlen(pack_string(pack, term->text)) != term->length)
        return refuse_damaged(refusal, "term", number, "its text lies outside the pool or has another length");
    if (term->pattern != (number < pack_ordered_terms(pack) ? PACK_TERM_LITERAL : PACK_TERM_UNORDERED))
        return refuse_damaged(refusal, "term", number, "it stands where no term of its form may");
    if (term->ending > (term->pattern == PACK_TERM_UNORDERED ? 0 : PACK_ENDING_MAX) ||
        !is_folded(pack_string(pack, term->text), term->length, term->ending))
        return refuse_damaged(refusal, "term", number, "its text is not folded");
    return true;
}

static bool posting_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_posting *posting = &pack->postings[number];
    if (posting->entry >= pack->entry_count || !is_one_bit(posting->match, MATCH_BITS))
        return refuse_damaged(refusal, "posting", number, "its entry or match does not exist");
    if ((posting->certain | posting->doubtful) > READING_ALL || (posting->certain & posting->doubtful) != 0 ||
        posting->scripts > (SCRIPT_LATIN | SCRIPT_CYRILLIC | SCRIPT_OTHER))
        return refuse_damaged(refusal, "posting", number, "a reading or script of it does not exist");
    return true;
}

static int compare_keys(const struct pack_identifier *a, const struct pack_identifier *b)
{
    return a->kind != b->kind ? a->kind - b->kind : memcmp(a->key, b->key, sizeof a->key);
}

static bool identifier_is_sound(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_identifier *identifier = &pack->identifiers[number];
    if (identifier->kind <= IDENTIFIER_NONE || identifier->kind >= IDENTIFIER_KINDS || identifier->reserved != 0)
        return refuse_damaged(refusal, "identifier", number, "its kind does not exist");
    if (identifier->length == 0 || identifier->length > sizeof identifier->key)
        return refuse_damaged(refusal, "identifier", number, "its length is out of range");
    if (identifier->account_length != 0 &&
        (identifier->kind != IDENTIFIER_RANGE || identifier->account_length < identifier->length))
        return refuse_damaged(refusal, "identifier", number, "the accounts of its range have no such length");
    for (uint32_t i = 0; i < sizeof identifier->key; i++)
        if ((identifier->key[i] != 0) != (i < identifier->length))
            return refuse_damaged(refusal, "identifier", number, "its key has another length");
    if (identifier->entry >= pack->entry_count || !is_one_bit(identifier->match, MATCH_BITS))
        return refuse_damaged(refusal, "identifier", number, "its entry or match does not exist");
    if (number > 0 && compare_keys(identifier - 1, identifier) > 0)
        return refuse_damaged(refusal, "identifier", number, "it is out of order");
    return true;
}

static bool licence_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_licence *licence = &pack->licences[number];
    if (!string_is_valid(pack, licence->number) || !string_is_valid(pack, licence->tax_id))
        return refuse_damaged(refusal, "licence", number, "a string lies outside the pool");
    if (licence->entry >= pack->entry_count || pack->entries[licence->entry].licence != number + 1)
        return refuse_damaged(refusal, "licence", number, "its entry does not exist or is another's");
    if (!date_is_valid(licence->valid_from) || !date_is_valid(licence->valid_to) ||
        !date_is_valid(licence->suspended_from) || !date_is_valid(licence->suspended_to))
        return refuse_damaged(refusal, "licence", number, "a date does not exist");
    if (licence->status > PACK_LICENCE_ENDED)
        return refuse_damaged(refusal, "licence", number, "its status does not exist");
    return true;
}

/* A register without entries counts as not loaded, so the number an own list gives must be true. */
static bool counts_are_true(const struct refusal *refusal, const struct pack *pack)
{
    uint32_t counts[PACK_LISTS_MAX] = {0};
    for (uint32_t i = 0; i < pack->entry_count; i++)
        counts[pack->entries[i].list]++;
    for (uint32_t i = 0; i < pack->list_count; i++)
        if (pack->lists[i].kind != PACK_LIST_CODES && pack->lists[i].entry_count != counts[i])
            return refuse_damaged(refusal, "list", i, "it has another number of entries than it says");
    return true;
}

bool records_verify(const struct refusal *refusal, const struct pack *pack)
{
    /* Strings first: the others are checked through them; lists before entries, entries before licences. */
    if (!strings_are_valid(refusal, pack) || !meta_is_valid(refusal, pack))
        return false;
    if (pack->list_count > PACK_LISTS_MAX)
        return refuse_damaged(refusal, "section", PACK_LISTS, "it holds more lists than a pack may");
    for (uint32_t i = 0; i < pack->code_count; i++)
        if (!string_is_valid(pack, pack->codes[i]))
            return refuse_damaged(refusal, "code", i, "it lies outside the pool");
    return all_are_valid(refusal, pack, pack->list_count, list_is_valid) &&
           all_are_valid(refusal, pack, pack->entry_count, entry_is_sound) && counts_are_true(refusal, pack) &&
           all_are_valid(refusal, pack, pack->term_count, term_is_valid) &&
           all_are_valid(refusal, pack, pack->posting_count, posting_is_valid) &&
           all_are_valid(refusal, pack, pack->identifier_count, identifier_is_sound) &&
           all_are_valid(refusal, pack, pack->licence_count, licence_is_valid);
}
