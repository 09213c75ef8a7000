/*
 * layoutgen.c: reads a layout of card messages (layout.h) while the product is built and writes it as a table in C, so
 * that the layout that is built in costs a running gate no reading. layoutgen IN.cfg OUT.c
 */
#include <stdio.h>
#include <stdlib.h>

#include "layout.h"

/* A text as a C string. */
static void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++)
        fprintf(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    fputc('"', out);
}

static void write_field(FILE *out, unsigned number, const struct layout_field *field)
{
    fprintf(out, "    [%u] = {%u, %u, %u, %u, %u, %u, %u, %u, %u, {", number, field->type, field->coding, field->pad,
            field->form, field->length_digits, field->currency, field->field, field->part_count, field->length);
    for (unsigned i = 0; i < LAYOUT_PARTS; i++)
        fprintf(out, "%s{%u, %u, %u}", i ? ", " : "", field->parts[i].from, field->parts[i].to, field->parts[i].field);
    fputs("}, ", out);
    write_text(out, field->name);
    fputs(", ", out);
    write_text(out, field->note);
    fputs("},\n", out);
}

static void write_set(FILE *out, const char *name, const struct layout_set *set)
{
    fprintf(out, "  .%s = {{0x%llxu, 0x%llxu}},\n", name, (unsigned long long)set->words[0],
            (unsigned long long)set->words[1]);
}

static void write_layout(FILE *out, const struct layout *layout)
{
    fputs("/* Made by layoutgen. */\n#include \"layout.h\"\n\nconst struct layout layout_built_in = {\n", out);
    fprintf(out,
            "  .version = %u, .prefix = %u, .header_bytes = %u, .message_type = %u,\n"
            "  .bitmap = %u, .numbers = %u, .lengths = %u,\n",
            layout->version, layout->prefix, layout->header_bytes, layout->message_type, layout->bitmap,
            layout->numbers, layout->lengths);
    write_set(out, "every_message_holds", &layout->every_message_holds);
    write_set(out, "every_request_holds", &layout->every_request_holds);
    fputs("  .fields = {\n", out);
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++)
        if (layout->fields[number].type != LAYOUT_UNDEFINED)
            write_field(out, number, &layout->fields[number]);
    fputs("  },\n};\n", out);
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "layoutgen IN.cfg OUT.c\n");
        return 2;
    }
    struct layout *layout = NULL;
    char why[512] = "";
    if (layout_load(arguments[1], &layout, why, sizeof why) != FG_OK) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    FILE *out = fopen(arguments[2], "w");
    if (out)
        write_layout(out, layout);
    free(layout);
    if (out && fclose(out) == 0)
        return 0;
    fprintf(stderr, "layoutgen: %s could not be written\n", arguments[2]);
    return 1;
}
