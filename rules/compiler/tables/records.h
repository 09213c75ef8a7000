/*
 * records.h: the rows of a foreign table as records in our columns.
 */
#ifndef FIATGATE_TABLES_RECORDS_H
#define FIATGATE_TABLES_RECORDS_H

#include "columns.h"
#include "dates.h"
#include "table.h"

#define OUTPUTS_MAX TABLE_COLUMNS_MAX

/* A column of ours that the foreign table fills. */
struct output {
    const char *name;
    enum column_type type;
};

/* A foreign column that goes into one of ours. */
struct input {
    uint32_t column; /* of the foreign table */
    uint32_t output;
    enum take take;
    uint32_t rank; /* of several for one column the least that says something counts */
};

struct record {
    uint32_t row;        /* of the table */
    const char **values; /* by output; NULL = the source says nothing */
};

struct records {
    struct table *table;
    const struct list_kind *kind;
    const struct profile *profile;
    enum date_order order;
    bool fix;        /* put right what can be told */
    uint32_t header; /* the row that names the columns */
    struct output outputs[OUTPUTS_MAX];
    uint32_t output_count;
    struct input inputs[TABLE_COLUMNS_MAX];
    uint32_t input_count;
    struct record_table records; /* struct record */
};

#define OUTPUT_NONE UINT32_MAX

/*
 * Finds the row that names the columns and what each of them is. as: the profile's name, NULL = told by the columns.
 * ours: the columns that our file has already, people's own among them. false = reported.
 */
bool records_plan(struct records *records, const char *as, const char *const *ours, uint32_t our_count);
/* Reads all rows below it; what is wrong is reported. */
void records_read(struct records *records);
void records_close(struct records *records);

/* The output of that name, OUTPUT_NONE when no foreign column fills it. */
uint32_t records_output(const struct records *records, const char *name);

/* A cell in one of our columns; NULL = reported, or nothing. */
const char *value_read(struct records *records, const struct table_row *row, const struct table_cell *cell,
                       const struct input *input);

#endif
