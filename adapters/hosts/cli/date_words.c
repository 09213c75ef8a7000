/*
 * date_words.c: civil dates in words (date_words.h).
 */
#include "date_words.h"

#include "civil_date.h"

_Static_assert(DATE_WORDS == CIVIL_DATE_TEXT, "a date is written into the room for a day");

const char *date_words(int32_t date, const char *open, char text[DATE_WORDS])
{
    return date == 0 ? open : civil_date_text(date, text);
}
