/*
 * values.c: one foreign cell as a value of ours (records.h): dates, numbers that are none to count with, states, web
 * sites.
 */
#include <stdlib.h>
#include <string.h>

#include "match/identifiers.h"
#include "records.h"
#include "serial_date.h"
#include "text.h"

#define TAX_ID_DIGITS 12
#define LOST_ZEROS    4 /* at most: a BIN of the year 2000 begins with "00" and its month */

struct reading {
    struct records *records;
    const struct table_row *row;
    const struct table_cell *cell;
    const char *column; /* of ours */
};

#define cell_fault(reading, id, ...)                                                                                   \
    table_fault((reading)->records->table, table_place((reading)->row, (reading)->cell->column), id, ##__VA_ARGS__)

static struct arena *arena_of(const struct reading *reading)
{
    return reading->records->table->arena;
}

/* --- Dates ----------------------------------------------------------------------------------------------------------
 */

/* A number where a date should be: a year, or the day that the sheet counts by it. */
static const char *date_of_number(const struct reading *reading)
{
    char date[SERIAL_DATE];
    const char *text = reading->cell->text;
    double number = strtod(text, NULL);
    if (number >= 1900 && number <= 2100)
        return text;
    if (!serial_date(number, false, date)) {
        cell_fault(reading, NO_DATE_HERE, reading->column, text);
        return NULL;
    }
    if (!reading->records->fix) {
        cell_fault(reading, DATE_AS_NUMBER, reading->column, text, date);
        return NULL;
    }
    cell_fault(reading, DATE_AS_NUMBER_FIXED, reading->column, text, date);
    return arena_text(arena_of(reading), date, strlen(date));
}

static const char *date_value(const struct reading *reading)
{
    struct date_answered answered;
    const char *text = reading->cell->text;
    if (reading->cell->kind == TABLE_NUMBER)
        return date_of_number(reading);
    date_told(text, reading->records->order, &answered);
    if (answered.answer == DATE_READ)
        return arena_text(arena_of(reading), answered.first, strlen(answered.first));
    if (answered.answer == DATE_AMBIGUOUS)
        cell_fault(reading, DATE_TWO_WAYS, reading->column, text, answered.first, answered.second);
    else
        cell_fault(reading, NO_DATE_HERE, reading->column, text);
    return NULL;
}

static const char *day_before(const struct reading *reading)
{
    char date[DATE_TEXT];
    const char *text = date_value(reading);
    if (!text || strlen(text) != DATE_TEXT - 1)
        return text;
    memcpy(date, text, DATE_TEXT);
    date_before(date);
    return arena_text(arena_of(reading), date, strlen(date));
}

/* --- Numbers --------------------------------------------------------------------------------------------------------
 */

static bool is_digits(const char *text)
{
    return text[0] && text[strspn(text, "0123456789")] == 0;
}

/* "2,1104090022E+11" with all its digits, "" when some are lost: a text that a spreadsheet shortened has six of them at
 * most. */
static const char *digits_of_shortened(const struct reading *reading, const char *text)
{
    char digits[64];
    size_t whole = strspn(text, "0123456789"), decimals = 0;
    const char *at = text + whole;
    if (*at == ',' || *at == '.') {
        decimals = strspn(at + 1, "0123456789");
        at += 1 + decimals;
    }
    if (whole != 1 || (*at != 'E' && *at != 'e') || at[1] != '+')
        return NULL;
    unsigned long exponent = strtoul(at + 2, NULL, 10);
    if (exponent > 20 || decimals < 9 || decimals > exponent)
        return "";
    memset(digits, '0', sizeof digits);
    digits[0] = text[0];
    memcpy(digits + 1, text + 2, decimals);
    return arena_text(arena_of(reading), digits, exponent + 1);
}

/* A tax id of fewer digits with the zeros that stood before them; "" when it is none with them either. */
static const char *tax_id_with_zeros(const struct reading *reading, const char *digits)
{
    char padded[TAX_ID_DIGITS + 1], key[IDENTIFIER_KEY];
    size_t length = strlen(digits);
    if (!is_digits(digits) || length >= TAX_ID_DIGITS || length < TAX_ID_DIGITS - LOST_ZEROS)
        return "";
    memset(padded, '0', TAX_ID_DIGITS - length);
    memcpy(padded + TAX_ID_DIGITS - length, digits, length + 1);
    if (identifier_read(IDENTIFIER_TAX_ID, (const unsigned char *)padded, TAX_ID_DIGITS, key) == 0)
        return "";
    return arena_text(arena_of(reading), padded, TAX_ID_DIGITS);
}

static const char *tax_id_value(const struct reading *reading, const char *text)
{
    const char *whole = tax_id_with_zeros(reading, text);
    if (!whole[0])
        return text;
    if (reading->records->fix) {
        cell_fault(reading, ZEROS_PUT_BACK, reading->column, text, whole);
        return whole;
    }
    cell_fault(reading, ZEROS_LOST, reading->column, text, whole);
    return text;
}

/* A number that stands for something, and is none to count with. */
static const char *digits_value(const struct reading *reading, bool tax_id)
{
    const char *text = reading->cell->text;
    const char *whole = reading->cell->kind == TABLE_TEXT ? digits_of_shortened(reading, text) : NULL;
    if (reading->cell->kind == TABLE_DATE) {
        cell_fault(reading, DATE_FOR_NUMBER, reading->column, text);
        return NULL;
    }
    if (reading->cell->kind == TABLE_INEXACT || (reading->cell->kind == TABLE_NUMBER && strpbrk(text, ".e+"))) {
        cell_fault(reading, DIGITS_LOST, reading->column, text);
        return NULL;
    }
    if (whole && (!whole[0] || !reading->records->fix)) {
        if (whole[0])
            cell_fault(reading, DIGITS_SHORTENED, reading->column, text, whole);
        else
            cell_fault(reading, DIGITS_LOST, reading->column, text);
        return NULL;
    }
    if (whole)
        cell_fault(reading, DIGITS_PUT_BACK, reading->column, text, whole);
    if (tax_id)
        return tax_id_value(reading, whole ? whole : text);
    if (reading->cell->kind == TABLE_NUMBER)
        cell_fault(reading, NUMBER_NOT_TEXT, reading->column, text);
    return whole ? whole : text;
}

/* --- Several things in a cell ---------------------------------------------------------------------------------------
 */

struct series {
    char *text;
    size_t length;
};

static void add_part(struct series *series, const char *part, size_t length)
{
    if (length == 0)
        return;
    if (series->length > 0)
        series->text[series->length++] = ';';
    memcpy(series->text + series->length, part, length);
    series->length += length;
}

static const char *series_value(const struct reading *reading)
{
    const char *at = reading->cell->text;
    struct series series = {.text = arena_take(arena_of(reading), strlen(at) + 2)};
    while (*at) {
        at += strspn(at, " |;\r\n\t");
        size_t length = strcspn(at, "|;\r\n"), trimmed = length;
        while (trimmed > 0 && (at[trimmed - 1] == ' ' || at[trimmed - 1] == '\t'))
            trimmed--;
        add_part(&series, at, trimmed);
        at += length;
    }
    return series.text;
}

/* The host of "https://www.example.com/path?x", in small letters. */
static size_t host_of(const char *site, size_t length, char *host)
{
    const char *scheme = memchr(site, ':', length);
    size_t from = scheme && length > (size_t)(scheme - site) + 2 && scheme[1] == '/' && scheme[2] == '/'
                      ? (size_t)(scheme - site) + 3
                      : 0,
           size = 0;
    if (length - from > 4 && (site[from] | 0x20) == 'w' && (site[from + 1] | 0x20) == 'w' &&
        (site[from + 2] | 0x20) == 'w' && site[from + 3] == '.')
        from += 4;
    for (; from < length && !strchr("/?#:", site[from]); from++)
        host[size++] = site[from] >= 'A' && site[from] <= 'Z' ? (char)(site[from] | 0x20) : site[from];
    return size;
}

/* What has no dot is no site ("n/a", "none"). */
static const char *domains_value(const struct reading *reading)
{
    const char *at = reading->cell->text;
    struct series series = {.text = arena_take(arena_of(reading), strlen(at) + 2)};
    char *host = arena_take(arena_of(reading), strlen(at) + 1);
    while (*at) {
        at += strspn(at, " |;,\r\n\t");
        size_t length = strcspn(at, " |;,\r\n\t"), size = host_of(at, length, host);
        if (memchr(host, '.', size))
            add_part(&series, host, size);
        at += length;
    }
    return series.text;
}

/* --- All of them ----------------------------------------------------------------------------------------------------
 */

static const char *typed_value(const struct reading *reading, enum column_type type)
{
    switch (type) {
    case COLUMN_DATE:
        return date_value(reading);
    case COLUMN_TAX_ID:
        return digits_value(reading, true);
    case COLUMN_DIGITS:
        return digits_value(reading, false);
    case COLUMN_STATUS: /* settled with the whole row */
    case COLUMN_TEXT:
        break;
    }
    return reading->cell->text;
}

/* Registers write this where there is nothing. */
static bool says_nothing(const char *text)
{
    static const char *const words[] = {"-", "n/a", "N/A", "none", "None", "—", "нет"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0)
            return true;
    return false;
}

const char *value_read(struct records *records, const struct table_row *row, const struct table_cell *cell,
                       const struct input *input)
{
    const struct output *output = &records->outputs[input->output];
    struct reading reading = {.records = records, .row = row, .cell = cell, .column = output->name};
    if (!records->profile->own_columns && says_nothing(cell->text))
        return NULL;
    switch (input->take) {
    case TAKE_SERIES:
        return series_value(&reading);
    case TAKE_DOMAINS:
        return domains_value(&reading);
    case TAKE_DAY_BEFORE:
        return day_before(&reading);
    case TAKE_JOINED_DATE:
        return date_value(&reading);
    case TAKE_JOINED:
        return cell->text;
    case TAKE_BY_COLUMN:
        break;
    }
    return typed_value(&reading, output->type);
}
