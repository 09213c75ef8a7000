/*
 * date_words.h: civil dates as the command line writes them.
 */
#ifndef FIATGATE_CLI_DATE_WORDS_H
#define FIATGATE_CLI_DATE_WORDS_H

#include <stdint.h>

#define DATE_WORDS 16
/* "2026-11-21" of YYYYMMDD, or what open says where there is no date (0). */
const char *date_words(int32_t date, const char *open, char text[DATE_WORDS]);

#endif
