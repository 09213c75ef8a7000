/*
 * map.c: the field map and the types of domestic messages (kz.h), made of the tables that reading them uses. Touches
 * nothing.
 */
#include <stdio.h>

#include "kz.h"
#include "unit.h"

#define TYPES        "i100, o100, i102, o102"
#define SOURCE_WIDTH 32

/* ":52a:", or ":50a: /NAME/": any option is written as a small a, as in SWIFT's documentation. */
static void name_source(char source[SOURCE_WIDTH], const struct kz_field_rule *rule, const char *subtag)
{
    const char *bar = *subtag ? "/" : "";
    snprintf(source, SOURCE_WIDTH, ":%.2s%.1s:%s%s%s%s", rule->tag, rule->tag[2] == '*' ? "a" : rule->tag + 2,
             *subtag ? " " : "", bar, subtag, bar);
}

static void map_subtags(const struct kz_field_rule *rule, map_row_fn each, void *context)
{
    for (uint32_t i = 0; i < rule->subtags->count; i++) {
        const struct kz_subtag_rule *subtag = &rule->subtags->rules[i];
        char source[SOURCE_WIDTH];
        name_source(source, rule, subtag->name);
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
            name_source(source, rule, "");
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
