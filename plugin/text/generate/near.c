/*
 * near.c: writes the tables of near letters (near.h).
 */
#include "near.h"

#include <string.h>

static struct near_letter near_of(const struct letter *letter)
{
    struct near_letter near = {.kind = NEAR_OTHER};
    if ((letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !(letter->flags & LETTER_OWN) &&
        letter->plain_length <= sizeof near.plain) {
        near = (struct near_letter){.length = letter->plain_length, .kind = NEAR_WORD, .flags = letter->flags};
        memcpy(near.plain, letter->plain, letter->plain_length);
    } else if (letter->kind == KIND_SEPARATOR && !(letter->flags & LETTER_OWN)) {
        near.kind = NEAR_ENDS;
    }
    return near;
}

static void print_bytes(FILE *out, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    fputc('{', out);
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%u,", byte[i]);
    fputs("},\n", out);
}

static bool is_shch(const struct near_letter *near)
{
    return near->length == 4 && memcmp(near->plain, "SHCH", 4) == 0;
}

static unsigned wide_kind(uint32_t code_point, const struct near_letter *near)
{
    const bool shch = code_point == 0x0429 || code_point == 0x0449;
    if (near->kind == NEAR_OTHER || (near->flags & (LETTER_ODD | LETTER_ALONE)) ||
        (shch ? !is_shch(near) : near->length > WIDE_SAYS))
        return WIDE_OTHER;
    if (near->kind == NEAR_ENDS)
        return 0;
    return WIDE_WORD | (near->flags & LETTER_UNLIKE_LATIN ? WIDE_UNLIKE_LATIN : 0) |
           (near->length == 0 ? WIDE_SILENT : 0);
}

/* Letters behind 0xC2 are not read there: there is no table of what they say. */
static void wide_add(struct wide_letters *wide, uint32_t code_point, const struct near_letter *near)
{
    const unsigned char kind = (unsigned char)wide_kind(code_point, near);
    if (code_point < 0x80)
        wide->ascii[code_point] = kind;
    else if (code_point < 0xC0)
        wide->latin[code_point - 0x80] = kind & WIDE_WORD ? WIDE_OTHER : kind;
    const uint32_t letter = code_point - 0x400;
    if (code_point < 0x400 || letter >= WIDE_CYRILLIC)
        return;
    wide->cyrillic[letter] = kind;
    for (uint32_t n = 0; n < WIDE_SAYS; n++)
        wide->says[n][letter] = (unsigned char)near->plain[n];
}

static void print_wide(FILE *out, const struct wide_letters *wide)
{
    fputs("const struct wide_letters fold_wide = {\n", out);
    print_bytes(out, wide->ascii, sizeof wide->ascii);
    print_bytes(out, wide->latin, sizeof wide->latin);
    print_bytes(out, wide->cyrillic, sizeof wide->cyrillic);
    fputs("{\n", out);
    for (size_t n = 0; n < WIDE_SAYS; n++)
        print_bytes(out, wide->says[n], sizeof wide->says[n]);
    fputs("}};\n", out);
}

void print_near(FILE *out, const struct letter *letters, const uint16_t *letter_of)
{
    struct wide_letters wide = {.says = {{0}}};
    fputs("const struct near_letter fold_near[] = {\n", out);
    for (uint32_t i = 0; i < NEAR_CODE_POINTS; i++) {
        const struct near_letter near = near_of(&letters[letter_of[i]]);
        fputc('{', out);
        print_bytes(out, near.plain, sizeof near.plain);
        fprintf(out, "%u,%u,%u},\n", near.length, near.kind, near.flags);
        wide_add(&wide, i, &near);
    }
    fputs("};\n", out);
    print_wide(out, &wide);
}
