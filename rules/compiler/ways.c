/*
 * ways.c: the readings an entry may be found in (enum text_reading of text/fold.h).
 */
#include "ways.h"

#include <string.h>

#include "text/fold.h"
#include "text.h"
#include "vocabulary.h"

/* Entries of at least so many letters, from the longest on. */
struct default_ways {
    unsigned letters;
    uint8_t certain, doubtful;
};

/* No typing error is put right in words under seven letters: too many words differ by one letter. Those of four and
 * less are found by accident where letters are read as others, and need a second sign. */
static const struct default_ways defaults[] = {
    {7, READING_ALL, 0},
    {5, READING_ALL & ~READING_CORRECTED, 0},
    {4, READING_SPACED | READING_BROKEN | READING_NUMBERED,
     READING_TRANSLITERATED | READING_LOOK_ALIKE | READING_DIVIDED},
    {0, READING_SPACED | READING_BROKEN, READING_TRANSLITERATED | READING_LOOK_ALIKE | READING_NUMBERED},
};

unsigned ways_letters(const char *folded)
{
    unsigned letters = 0;
    for (const char *at = folded; *at; at++)
        letters += *at != ' ';
    return letters;
}

struct ways ways_by_letters(unsigned letters)
{
    const struct default_ways *row = defaults;
    while (row->letters > letters)
        row++;
    return (struct ways){.certain = row->certain,
                         .doubtful = row->doubtful,
                         .letters = letters < UINT8_MAX ? (uint8_t)letters : UINT8_MAX};
}

struct readings_cell {
    struct draft *draft;
    struct place place;
    const char *cell;
    struct given_ways ways;
    bool none; /* the word was there */
    bool said; /* a contradiction was reported */
};

/* A word, with a question mark behind it where what is found so is doubtful. */
static void read_word(void *context, const char *part)
{
    struct readings_cell *reading = context;
    struct draft *draft = reading->draft;
    char *word = arena_text(&draft->arena, part, strlen(part));
    size_t length = strlen(word);
    bool doubtful = length > 0 && word[length - 1] == '?';
    uint32_t value = 0;
    if (doubtful)
        word[length - 1] = 0;
    word = text_trim(word);
    if (!vocabulary_find(&vocabulary_readings, word, &value)) {
        report_fault(draft->report, reading->place, UNKNOWN_WORD, "readings", word,
                     vocabulary_hint(&draft->arena, draft->report->language, &vocabulary_readings, word));
        return;
    }
    uint8_t known = reading->ways.certain | reading->ways.doubtful;
    bool contradicts = (value & known) != 0 || reading->none || (value == 0 && (known != 0 || doubtful));
    if (contradicts && !reading->said)
        report_fault(draft->report, reading->place, READINGS_CONTRADICT, reading->cell, word);
    reading->said |= contradicts;
    reading->none |= value == 0;
    *(doubtful ? &reading->ways.doubtful : &reading->ways.certain) |= (uint8_t)value;
}

struct given_ways ways_read(struct draft *draft, struct place place, const char *cell)
{
    struct readings_cell reading = {.draft = draft, .place = place, .cell = cell};
    text_each_part(&draft->arena, cell, ';', read_word, &reading);
    reading.ways.given = cell[0] != 0;
    reading.ways.doubtful &= (uint8_t)~reading.ways.certain;
    return reading.ways;
}
