/*
 * map.c: the field map and the types of domestic messages (kz.h), made of the tables that reading them uses. Touches
 * nothing.
 */
#include <string.h>

#include "kz.h"
#include "unit.h"

#define TYPES        "i100, o100, i102, o102"
#define SOURCE_WIDTH 32

static void append(char source[SOURCE_WIDTH], const char *text)
{
    size_t used = strlen(source);
    while (*text && used + 1 < SOURCE_WIDTH)
        source[used++] = *text++;
    source[used] = '\0';
}

/* ":52a:": any option is written as a small a, as in SWIFT's documentation. */
static void name_field(char source[SOURCE_WIDTH], const struct kz_field_rule *rule)
{
    char tag[] = {rule->tag[0], rule->tag[1], rule->tag[2] == '*' ? 'a' : rule->tag[2], '\0'};
    source[0] = '\0';
    append(source, ":");
    append(source, tag);
    append(source, ":");
}

static void map_subtags(const struct kz_field_rule *rule, map_row_fn each, void *context)
{
    for (uint32_t i = 0; i < rule->subtags->count; i++) {
        const struct kz_subtag_rule *subtag = &rule->subtags->rules[i];
        char source[SOURCE_WIDTH];
        name_field(source, rule);
        if (subtag->name[0] != '\0') {
            append(source, " /");
            append(source, subtag->name);
            append(source, "/");
        }
        each(context, &(struct map_row){.format = "kz",
                                        .types = TYPES,
                                        .source = source,
                                        .field = (fg_field)subtag->fields[rule->side],
                                        .note = subtag->note ? subtag->note : ""});
    }
}

void kz_map(map_row_fn each, void *context)
{
    for (uint32_t i = 0; i < kz_field_rule_count; i++) {
        const struct kz_field_rule *rule = &kz_field_rules[i];
        if (rule->subtags) {
            map_subtags(rule, each, context);
            continue;
        }
        for (uint32_t k = 0; k < sizeof rule->fields; k++) {
            char source[SOURCE_WIDTH];
            name_field(source, rule);
            if (rule->fields[k] != FG_FIELD_NONE)
                each(context, &(struct map_row){.format = "kz",
                                                .types = TYPES,
                                                .source = source,
                                                .field = (fg_field)rule->fields[k],
                                                .note = rule->note ? rule->note : ""});
        }
    }
    each(context, &(struct map_row){.format = "kz",
                                    .types = TYPES,
                                    .source = "any other field or sub-tag",
                                    .field = FG_FIELD_OTHER_TEXT,
                                    .note = ""});
}
