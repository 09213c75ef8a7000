/*
 * near.c: writes the tables of near letters (near.h).
 */
#include "near.h"

#include <string.h>

/* A separator that may draw a letter together with others: /\ >< ^ */
static bool may_draw(uint32_t code_point)
{
    return code_point == '\\' || code_point == '^' || code_point == '>';
}

static struct near_letter near_of(uint32_t code_point, const struct letter *letter)
{
    struct near_letter near = {.kind = NEAR_OTHER};
    if ((letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !(letter->flags & LETTER_OWN) &&
        letter->plain_length <= sizeof near.plain) {
        near = (struct near_letter){.length = letter->plain_length, .kind = NEAR_WORD, .flags = letter->flags};
        memcpy(near.plain, letter->plain, letter->plain_length);
    } else if (letter->kind == KIND_SEPARATOR && !(letter->flags & LETTER_OWN) && !may_draw(code_point)) {
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

/* Whether it is щ or Щ, and says that. */
static bool is_shch(uint32_t code_point, const struct near_letter *near)
{
    return (code_point == 0x0429 || code_point == 0x0449) && near->length == 4 && memcmp(near->plain, "SHCH", 4) == 0;
}

static bool is_word(const struct near_letter *near)
{
    return near->kind == NEAR_WORD && !(near->flags & (LETTER_ODD | LETTER_ALONE));
}

static unsigned char ascii_says(const struct near_letter *near)
{
    if (near->kind == NEAR_ENDS)
        return 0;
    return is_word(near) && near->length == 1 ? (unsigned char)near->plain[0] : WIDE_MARK;
}

static void cyrillic_add(struct wide_letters *wide, uint32_t code_point, const struct near_letter *near)
{
    const bool shch = is_shch(code_point, near), reads = is_word(near) && (shch || near->length <= 2);
    unsigned char *first = &wide->cyrillic[0][code_point - 0x400];
    unsigned char *second = &wide->cyrillic[1][code_point - 0x400];
    if (reads) {
        *first = (unsigned char)(near->plain[0] | (near->flags & LETTER_UNLIKE_LATIN ? WIDE_MARK : 0));
        *second = (unsigned char)near->plain[1];
    }
    if (shch || !reads)
        *second |= WIDE_MARK;
}

static void wide_add(struct wide_letters *wide, uint32_t code_point, const struct near_letter *near)
{
    if (code_point < 0x80)
        wide->ascii[code_point] = ascii_says(near);
    else if (code_point < 0xC0)
        wide->latin[code_point - 0x80] = near->kind == NEAR_ENDS ? 0 : WIDE_MARK;
    else if (code_point >= 0x400 && code_point < 0x400 + WIDE_CYRILLIC)
        cyrillic_add(wide, code_point, near);
}

static void print_wide(FILE *out, const struct wide_letters *wide)
{
    fputs("const struct wide_letters fold_wide = {\n", out);
    print_bytes(out, wide->ascii, sizeof wide->ascii);
    fputs("{\n", out);
    for (size_t n = 0; n < sizeof wide->cyrillic / sizeof *wide->cyrillic; n++)
        print_bytes(out, wide->cyrillic[n], sizeof wide->cyrillic[n]);
    fputs("},\n", out);
    print_bytes(out, wide->latin, sizeof wide->latin);
    fputs("};\n", out);
}

static unsigned char looks(const struct letter *letter)
{
    if (letter->kind != KIND_LETTER || (letter->latin_length ? letter->latin_length : letter->plain_length) != 1)
        return 0;
    return (unsigned char)(letter->latin_length ? letter->latin[0] : letter->plain[0]);
}

static void print_looks(FILE *out, const struct letter *letters, const uint16_t *letter_of)
{
    fputs("const unsigned char fold_looks[] = {\n", out);
    for (uint32_t i = 0; i < WIDE_CYRILLIC; i++)
        fprintf(out, "%u,", looks(&letters[letter_of[0x400 + i]]));
    fputs("};\n", out);
}

void print_near(FILE *out, const struct letter *letters, const uint16_t *letter_of)
{
    struct wide_letters wide = {.cyrillic = {{0}}};
    fputs("const struct near_letter fold_near[] = {\n", out);
    for (uint32_t i = 0; i < NEAR_CODE_POINTS; i++) {
        const struct near_letter near = near_of(i, &letters[letter_of[i]]);
        fputc('{', out);
        print_bytes(out, near.plain, sizeof near.plain);
        fprintf(out, "%u,%u,%u},\n", near.length, near.kind, near.flags);
        wide_add(&wide, i, &near);
    }
    fputs("};\n", out);
    print_wide(out, &wide);
    print_looks(out, letters, letter_of);
}
