/*
 * lists.h: lists and registers of a pack folder become entries, terms, identifiers and licences.
 */
#ifndef FIATGATE_COMPILER_LISTS_H
#define FIATGATE_COMPILER_LISTS_H

#include "draft.h"
#include "names.h"
#include "sheet.h"
#include "text.h"

/* Reads the file of every list and register that pack.cfg names. */
void lists_read(struct draft *draft);

/* One CSV file being read into one list. */
struct list_reading {
    struct draft *draft;
    struct sheet sheet;
    uint32_t list;
};

/* entities.c: reads one file of its kind; each reports what is wrong with it. */
void entities_read(struct draft *draft, uint32_t list);
void register_read(struct draft *draft, uint32_t list);

bool list_open(struct list_reading *reading, struct draft *draft, uint32_t list, const struct column *columns,
               uint32_t column_count);
/* A new entry of the list; an id that stands in it already is reported. */
struct pack_entry *list_add_entry(struct list_reading *reading, uint32_t id_column, const char *name, uint32_t *entry);
/* What a cell says, for the entry being named: faults of that name are then reported there. */
const char *list_naming_cell(struct naming *naming, const struct sheet *sheet, uint32_t column);
/* A date cell; reported when it is none. */
int32_t list_date(struct list_reading *reading, uint32_t column, enum date_reading how);
/* Says so when both are given and the second comes first. */
void list_check_period(struct list_reading *reading, uint32_t from_column, uint32_t to_column, int32_t from,
                       int32_t to);
/* The first word of a confidence cell ("sure at that date; RE-CHECK" is sure); empty = sure. */
uint8_t list_confidence(struct list_reading *reading, uint32_t column);

#endif
