/*
 * serial_date.h: the day that a spreadsheet counts by a number.
 */
#ifndef FIATGATE_TABLES_SERIAL_DATE_H
#define FIATGATE_TABLES_SERIAL_DATE_H

#include <stdbool.h>

#define SERIAL_DATE 11 /* YYYY-MM-DD and its NUL */

/* 45560 is 2024-09-25; the time of day is left out. false = it is no day from 1900 to 9999. The 29th of February 1900,
 * which spreadsheets count and which never was, is none. */
bool serial_date(double number, bool from_1904, char date[SERIAL_DATE]);

#endif
