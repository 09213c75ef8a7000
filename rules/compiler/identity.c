/*
 * identity.c: identifiers in cells of lists and registers, normalised and verified as the screening path does.
 */
#include "names.h"

#include <string.h>

#include "spreadsheet.h"
#include "text.h"

struct identifier_cell {
    struct naming *naming;
    const char *column;
    enum identifier_kind kind;
    uint32_t match;
};

static size_t read_as(enum identifier_kind kind, const char *text, char key[IDENTIFIER_KEY])
{
    return identifier_read(kind, (const unsigned char *)text, strlen(text), key);
}

/* Two letters and two digits first, and long enough: meant as an IBAN. */
static bool looks_like_iban(const char *key, size_t length)
{
    return length >= 15 && key[0] >= 'A' && key[0] <= 'Z' && key[1] >= 'A' && key[1] <= 'Z' && key[2] >= '0' &&
           key[2] <= '9' && key[3] >= '0' && key[3] <= '9';
}

/* An account is an IBAN when its check digits hold, any other account otherwise; a wrong IBAN is neither. */
static enum identifier_kind read_account(const char *text, char key[IDENTIFIER_KEY], size_t *length)
{
    *length = read_as(IDENTIFIER_IBAN, text, key);
    if (*length > 0)
        return IDENTIFIER_IBAN;
    *length = read_as(IDENTIFIER_ACCOUNT, text, key);
    if (*length > 0 && looks_like_iban(key, *length))
        *length = 0;
    return IDENTIFIER_ACCOUNT;
}

static void add_identifier(void *context, const char *part)
{
    const struct identifier_cell *cell = context;
    struct draft *draft = cell->naming->draft;
    char key[IDENTIFIER_KEY];
    size_t length;
    enum identifier_kind kind = cell->kind;
    if (kind == IDENTIFIER_ACCOUNT)
        kind = read_account(part, key, &length);
    else
        length = read_as(kind, part, key);
    if (length == 0 && strlen(part) > IDENTIFIER_KEY)
        report_fault(draft->report, cell->naming->place, IDENTIFIER_TOO_LONG, cell->column, part,
                     (size_t)IDENTIFIER_KEY);
    else if (length == 0)
        report_fault(draft->report, cell->naming->place, IDENTIFIER_NOT_VALID, cell->column, part,
                     identifier_hint(&draft->arena, draft->report->language, cell->kind, part));
    else
        draft_identify(draft, kind, key, length, cell->naming->entry, cell->match);
}

void naming_identifiers(struct naming *naming, const char *column, enum identifier_kind kind, uint32_t match,
                        const char *cell)
{
    struct identifier_cell context = {.naming = naming, .column = column, .kind = kind, .match = match};
    text_each_part(&naming->draft->arena, cell, ';', add_identifier, &context);
}

struct first_identifier {
    struct draft *draft;
    enum identifier_kind kind;
    const char *key;
};

static void keep_first(void *context, const char *part)
{
    struct first_identifier *first = context;
    char key[IDENTIFIER_KEY];
    if (first->key[0])
        return;
    size_t length;
    if (first->kind == IDENTIFIER_ACCOUNT)
        read_account(part, key, &length);
    else
        length = read_as(first->kind, part, key);
    if (length > 0)
        first->key = arena_text(&first->draft->arena, key, length);
}

const char *naming_first_identifier(struct draft *draft, enum identifier_kind kind, const char *cell)
{
    struct first_identifier first = {.draft = draft, .kind = kind, .key = ""};
    text_each_part(&draft->arena, cell, ';', keep_first, &first);
    return first.key;
}
