/*
 * cells.c: which check goes with which content, and the checks. Columns have one meaning in every table, so their names
 * tell what they hold.
 */
#include "cells.h"

#include <string.h>

#include "alphabets.h"
#include "spreadsheet.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define SHOWN_BYTES 60

struct known_column {
    const char *name;
    enum cell_content content;
};

static const struct known_column known_columns[] = {
    {"id", CELL_ID},
    {"rule", CELL_ID},
    {"message", CELL_ID},
    {"brand", CELL_NAME},
    {"legal_name", CELL_NAME},
    {"term", CELL_NAME},
    {"forms", CELL_NAME},
    {"trade_names", CELL_NAME},
    {"aliases", CELL_ALIASES},
    {"ambiguous_aliases", CELL_ALIASES},
    {"domains", CELL_DOMAINS},
    {"pattern", CELL_PATTERN},
    {"code", CELL_CODE},
    {"and_code", CELL_CODE},
    {"licence_no", CELL_CODE},
    {"tax_id", CELL_IDENTIFIER},
    {"lei", CELL_IDENTIFIER},
    {"bic", CELL_IDENTIFIER},
    {"account", CELL_IDENTIFIER},
    {"date", CELL_DATE},
    {"as_of", CELL_DATE},
    {"valid_from", CELL_DATE},
    {"valid_to", CELL_DATE},
    {"suspended_from", CELL_DATE},
    {"suspended_to", CELL_DATE},
    {"class", CELL_WORD},
    {"field", CELL_WORD},
    {"address", CELL_IDENTIFIER},
    {"chain", CELL_WORD},
    {"prefix", CELL_CODE},
    {"length", CELL_CODE},
    {"use", CELL_WORD},
    {"and_field", CELL_WORD},
    {"payer", CELL_WORD},
    {"payee", CELL_WORD},
    {"payer_residency", CELL_WORD},
    {"payee_residency", CELL_WORD},
    {"result", CELL_WORD},
    {"status", CELL_WORD},
    {"match", CELL_WORD},
    {"ending", CELL_WORD},
    {"readings", CELL_WORD},
    {"expect", CELL_WORD},
    {"action", CELL_WORD},
    {"day", CELL_WORD},
    {"audience", CELL_WORD},
    {"disclosure", CELL_WORD},
    {"kk", CELL_PROSE},
    {"ru", CELL_PROSE},
    {"en", CELL_PROSE},
    {"title", CELL_PROSE},
    {"act", CELL_PROSE},
    {"basis", CELL_PROSE},
    {"conditions", CELL_PROSE},
    {"activities", CELL_PROSE},
};

enum cell_content cell_content_of(const char *column, enum cell_content otherwise)
{
    for (size_t i = 0; i < COUNT(known_columns); i++)
        if (strcmp(known_columns[i].name, column) == 0)
            return known_columns[i].content;
    return otherwise;
}

struct cell {
    struct report *report;
    struct arena *arena;
    struct place place;
    enum cell_content content;
    const char *column, *text;
};

/* The start of a long text, whole characters only. */
static const char *shown(const struct cell *cell, const char *text)
{
    size_t length = 0, step = 0;
    for (; text[length]; length += step) {
        character_at(text + length, &step);
        if (length + step > SHOWN_BYTES)
            return arena_text(cell->arena, text, length);
    }
    return text;
}

/* The word that holds the byte at, as far as blanks go. */
static const char *word_around(const struct cell *cell, const char *at)
{
    const char *from = at;
    while (from > cell->text && !strchr(" ;\n", from[-1]))
        from--;
    return shown(cell, arena_text(cell->arena, from, strcspn(from, " ;\n")));
}

/* --- What spreadsheets do --------------------------------------------------------------------------------------- */

static bool is_whole(const struct cell *cell)
{
    struct report *report = cell->report;
    if (spreadsheet_is_error(cell->text)) {
        report_fault(report, cell->place, SPREADSHEET_ERROR, cell->column, cell->text);
        return false;
    }
    if (spreadsheet_is_shortened(cell->text)) {
        /* An identifier may have lost a zero as well. */
        enum compiler_language language = report->language;
        const char *hint = strcmp(cell->column, "tax_id") == 0
                               ? identifier_hint(cell->arena, language, IDENTIFIER_TAX_ID, cell->text)
                               : meant_hint(cell->arena, language, spreadsheet_digits(cell->arena, cell->text));
        report_fault(report, cell->place, NUMBER_SHORTENED, cell->column, cell->text, hint);
        return false;
    }
    return true;
}

static bool is_text(const struct cell *cell)
{
    size_t whole = spreadsheet_whole_digits(cell->text);
    if (whole > 0) {
        report_fault(cell->report, cell->place, NUMBER_WITH_DECIMALS, cell->column, cell->text, (int)whole, cell->text);
        return false;
    }
    return true;
}

static bool has_no_apostrophe(const struct cell *cell)
{
    const char *text = cell->text;
    if (text[0] != '\'' || text[1] == 0 || strchr(text + 1, '\''))
        return true;
    report_fault(cell->report, cell->place, LEADING_APOSTROPHE, cell->column, shown(cell, text), shown(cell, text + 1));
    return false;
}

static bool is_no_truth(const struct cell *cell)
{
    if (spreadsheet_is_truth(cell->text))
        report_fault(cell->report, cell->place, TRUE_OR_FALSE, cell->column, cell->text);
    return true;
}

/* --- Characters ------------------------------------------------------------------------------------------------- */

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t character, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return true;
    return false;
}

/* Order of writing, joiners, marks of byte order, controls. */
static bool is_unseen(uint32_t character)
{
    static const struct range unseen[] = {{0x01, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},
                                          {0x180E, 0x180E}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},
                                          {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}};
    return is_in(character, unseen, COUNT(unseen));
}

static bool is_odd_space(uint32_t character)
{
    static const struct range spaces[] = {
        {0xA0, 0xA0}, {0x2000, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
    return is_in(character, spaces, COUNT(spaces));
}

/* What can be seen of a text; odd spaces and line ends as spaces. */
static const char *without_unseen(struct arena *arena, const char *text)
{
    char *seen = arena_take(arena, strlen(text) + 1);
    size_t used = 0;
    for (size_t step; *text; text += step) {
        uint32_t character = character_at(text, &step);
        if (is_odd_space(character) || (character < 0x20 && (used == 0 || seen[used - 1] != ' ')))
            seen[used++] = ' ';
        else if (!is_unseen(character))
            for (size_t i = 0; i < step; i++)
                seen[used++] = text[i];
    }
    seen[used] = 0;
    return text_trim(seen);
}

static bool is_on_one_line(const struct cell *cell)
{
    if (!strchr(cell->text, '\n'))
        return true;
    report_fault(cell->report, cell->place, LINE_BREAK, cell->column,
                 shown(cell, without_unseen(cell->arena, cell->text)));
    return false;
}

/* The first character that cannot be seen, and its position from 1; 0 = all can. */
static uint32_t find_unseen(const char *text, bool spaces, unsigned *position)
{
    *position = 1;
    for (size_t step; *text; text += step, ++*position) {
        uint32_t character = character_at(text, &step);
        if (is_unseen(character) || (spaces && is_odd_space(character)))
            return character;
    }
    return 0;
}

static bool can_be_seen(const struct cell *cell)
{
    unsigned position;
    uint32_t character = find_unseen(cell->text, true, &position);
    if (character == 0)
        return true;
    report_fault(cell->report, cell->place, UNSEEN_CHARACTER, cell->column, position, character,
                 shown(cell, without_unseen(cell->arena, cell->text)));
    return false;
}

/* Folding reads such names as they are meant; who edits the row should still know. */
static bool name_can_be_seen(const struct cell *cell)
{
    unsigned position;
    uint32_t character = find_unseen(cell->text, true, &position);
    if (character != 0)
        report_fault(cell->report, cell->place, UNSEEN_CHARACTER_IN_NAME, cell->column, position, character,
                     shown(cell, without_unseen(cell->arena, cell->text)));
    return true;
}

static bool is_of_one_alphabet(const struct cell *cell)
{
    struct mixed_word found;
    if (!mixed_word_find(cell->text, &found))
        return true;
    enum fault_id alphabet = found.cyrillic ? FAULT_ALPHABET_CYRILLIC : FAULT_ALPHABET_LATIN;
    const char *which = message_text(cell->report->language, alphabet);
    int letter = (int)strlen(found.letter);
    if (cell->content == CELL_ALIASES) {
        report_fault(cell->report, cell->place, MIXED_ALPHABETS_ALIAS, cell->column, found.word, letter, found.letter,
                     found.position, which, found.meant);
        return true;
    }
    report_fault(cell->report, cell->place, MIXED_ALPHABETS, cell->column, found.word, letter, found.letter,
                 found.position, which, found.meant);
    return false;
}

static bool has_its_characters(const struct cell *cell)
{
    struct misread_word found;
    const char *lost = strstr(cell->text, "\xEF\xBF\xBD");
    if (lost) {
        report_fault(cell->report, cell->place, CHARACTER_LOST, cell->column, word_around(cell, lost));
        return false;
    }
    if (misread_word_find(cell->text, &found)) {
        report_fault(cell->report, cell->place, WRONG_CODE_PAGE, cell->column, found.word, found.meant);
        return false;
    }
    return true;
}

/* "Би?жа", "?аза?стан": in a name also with the letter before it alone, in prose a question may end a sentence. */
static bool has_its_letters(const struct cell *cell)
{
    for (const char *at = strchr(cell->text, '?'); at; at = strchr(at + 1, '?')) {
        size_t step;
        bool before = at > cell->text && (at[-1] & 0x80 || character_is_letter((unsigned char)at[-1]));
        bool behind = at[1] && character_is_letter(character_at(at + 1, &step));
        bool lost = behind || (cell->content != CELL_PROSE && before);
        if (lost && !strstr(word_around(cell, at), "://")) {
            report_fault(cell->report, cell->place, LETTER_LOST, cell->column, word_around(cell, at));
            return false;
        }
    }
    return true;
}

/* --- Length ----------------------------------------------------------------------------------------------------- */

static bool is_not_cut(const struct cell *cell)
{
    static const unsigned cuts[] = {255, 32767};
    size_t bytes = strlen(cell->text), step;
    if (bytes < cuts[0] || strchr(".!?)\"", cell->text[bytes - 1]))
        return true;
    unsigned characters = 0;
    for (const char *at = cell->text; *at; at += step, characters++)
        character_at(at, &step);
    for (size_t i = 0; i < COUNT(cuts); i++)
        if (characters == cuts[i])
            report_fault(cell->report, cell->place, CELL_CUT, cell->column, characters);
    return true;
}

/* --- All of them ------------------------------------------------------------------------------------------------ */

/* Says what it finds; false = an error, and nothing else is asked of the cell. */
typedef bool (*cell_check_fn)(const struct cell *cell);

#define CHECKS_MAX 9

static const cell_check_fn checks[CELL_CONTENTS][CHECKS_MAX] = {
    [CELL_PAYMENT] = {is_whole},
    [CELL_PROSE] = {is_whole, has_its_characters, has_its_letters, is_not_cut},
    [CELL_WORD] = {is_whole, has_its_characters, has_no_apostrophe, can_be_seen},
    [CELL_ID] = {is_whole, has_its_characters, is_text, has_no_apostrophe, can_be_seen, is_of_one_alphabet,
                 is_no_truth},
    [CELL_CODE] = {is_whole, has_its_characters, has_its_letters, is_text, has_no_apostrophe, can_be_seen,
                   is_of_one_alphabet, is_no_truth},
    [CELL_DATE] = {is_whole, has_no_apostrophe, can_be_seen},
    [CELL_IDENTIFIER] = {is_whole, has_its_characters, is_text, has_no_apostrophe, is_on_one_line, can_be_seen,
                         is_no_truth},
    [CELL_PATTERN] = {is_whole, has_its_characters, is_on_one_line, can_be_seen},
    [CELL_DOMAINS] = {is_whole, has_its_characters, is_on_one_line, name_can_be_seen, is_of_one_alphabet, is_not_cut},
    [CELL_ALIASES] = {is_whole, has_its_characters, has_its_letters, is_on_one_line, name_can_be_seen,
                      is_of_one_alphabet, is_no_truth, is_not_cut},
    [CELL_NAME] = {is_whole, has_its_characters, has_its_letters, has_no_apostrophe, is_on_one_line, name_can_be_seen,
                   is_of_one_alphabet, is_no_truth, is_not_cut},
};

bool cell_check(struct report *report, struct arena *arena, struct place place, enum cell_content content,
                const char *column, const char *text)
{
    struct cell cell = {
        .report = report, .arena = arena, .place = place, .content = content, .column = column, .text = text};
    if (!text[0])
        return true;
    for (size_t i = 0; i < CHECKS_MAX && checks[content][i]; i++)
        if (!checks[content][i](&cell))
            return false;
    return true;
}

const char *cell_as_column(struct arena *arena, const char *text)
{
    char *meant = arena_take(arena, strlen(text) + 1);
    size_t used = 0;
    for (size_t step; *text; text += step) {
        uint32_t character = character_at(text, &step);
        if (character >= 'A' && character <= 'Z')
            meant[used++] = (char)(character + 'a' - 'A');
        else if (character < 0x80 && character > ' ' && !strchr("'\"", (int)character))
            meant[used++] = (char)character;
    }
    meant[used] = 0;
    return meant;
}
