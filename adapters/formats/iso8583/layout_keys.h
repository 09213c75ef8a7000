/*
 * layout_keys.h: reading the keys of a layout's file (layout.h), shared by the two files that do: layout.c for the
 * message as a whole, layout_field.c for one field. Used while a gate opens, never on the screening path.
 */
#ifndef FIATGATE_ISO8583_LAYOUT_KEYS_H
#define FIATGATE_ISO8583_LAYOUT_KEYS_H

#include "cfg_text.h"
#include "layout.h"

/* A word that a setting may have, and what it stands for. */
struct layout_word {
    const char *word;
    int value;
};

/* The value of the word that a setting holds, from a list that ends with a NULL; a fault names the list. */
int layout_word(struct cfg_reading *reading, const config_setting_t *setting, const struct layout_word *words);
/* A whole number in a range, least with a fault. */
int layout_number(struct cfg_reading *reading, const config_setting_t *setting, int least, int most);

static inline int layout_line(const config_setting_t *setting)
{
    return (int)config_setting_source_line(setting);
}

/* Reads one group of the list of fields into its place in the layout. */
void layout_read_field(struct cfg_reading *reading, const config_setting_t *group, struct layout *layout);

#endif
