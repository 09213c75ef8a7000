/*
 * standing.c: standing.h's questions, asked of the bytes as they were sent.
 */
#include "standing.h"

#include "match/word_index.h"
#include "text/fold.h"
#include "text/letters.h"

/* How the codes of a payment are announced, in Latin and Cyrillic capitals. */
static const char *const code_labels[] = {"EKNP", "EKPN", "KNP", "KOD", "KBE", "ЕКНП", "КНП", "КОД", "КБЕ"};

/* Whether a word is a number or a code, or announces codes. Bytes from 0x80 on are letters. */
static bool is_code_word(const unsigned char *word, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (word[i] >= '0' && word[i] <= '9')
            return true;
    for (size_t i = 0; i < sizeof code_labels / sizeof code_labels[0]; i++) {
        uint32_t at = 0;
        while (at < length && (unsigned char)code_labels[i][at] == ascii_upper(word[at]))
            at++;
        if (at == length && code_labels[i][at] == '\0')
            return true;
    }
    return false;
}

/* U+1F000 to U+1FFFF without the letters and digits in boxes and circles, which are read: U+1F100 to U+1F1FF. */
static bool is_picture(const unsigned char *text)
{
    return text[1] == 0x9F && text[2] >= 0x80 && (text[2] < 0x84 || text[2] > 0x87);
}

/* How many bytes of signs and spaces stand at a byte: ASCII, U+0080 to U+00BF (« and the hard space), U+2000 to U+203F
 * (quotes, dashes, what has no width), U+2600 to U+27BF and U+1F000 to U+1FFFF (pictures), and what folding ignores,
 * such as accents by themselves. 0 = part of a word. */
static uint32_t signs_at(const unsigned char *text, uint32_t at, uint32_t end)
{
    unsigned char byte = text[at];
    if (byte < 0x80)
        return (byte >= '0' && byte <= '9') || (ascii_upper(byte) >= 'A' && ascii_upper(byte) <= 'Z') ? 0 : 1;
    if (byte == 0xC2 && end - at >= 2)
        return 2;
    if (byte == 0xE2 && end - at >= 3 && (text[at + 1] == 0x80 || (text[at + 1] >= 0x98 && text[at + 1] <= 0x9E)))
        return 3;
    if (byte == 0xF0 && end - at >= 4 && is_picture(text + at))
        return 4;
    const struct unit unit = unit_at(text, end, at);
    return unit.letter->kind == KIND_IGNORED ? unit.next - at : 0;
}

/* Whether [from, to) of a text holds but numbers and payment codes: " 5000 EKNP 1919KZT119". */
static bool only_codes(const unsigned char *text, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t signs = signs_at(text, from, to), word = from;
        while (word < to && signs_at(text, word, to) == 0)
            word++;
        if (word > from && !is_code_word(text + from, word - from))
            return false;
        from = word > from ? word : from + signs;
    }
    return true;
}

/* From the end on, so that of many words in a text only the first looks through what stands before them all. */
static bool only_signs_before(const unsigned char *text, uint32_t to)
{
    while (to > 0) {
        uint32_t from = to - 1;
        while (from > 0 && to - from < 3 && (text[from] & 0xC0) == 0x80)
            from--;
        if (signs_at(text, from, to) != to - from)
            return false;
        to = from;
    }
    return true;
}

bool is_alone(const struct judge_input *input, const struct sign *sign)
{
    const struct field_value *value = &input->transfer->values[sign->value];
    const unsigned char *text = transfer_text(input->transfer, value);
    return only_signs_before(text, sign->from) && only_codes(text, sign->to, value->length);
}

/* --- Among fillers ------------------------------------------------------------------------------------------- */

/* Bytes of the longest word that is looked up as a filler. */
#define FILLER_BYTES 64

static bool is_filler(const struct pack *pack, const unsigned char *word, uint32_t length)
{
    char folded[FILLER_BYTES + 2];
    if (is_code_word(word, length))
        return true;
    if (length > FILLER_BYTES)
        return false;
    const size_t size = fold_text(FOLD_PLAIN, (const char *)word, length, folded, sizeof folded);
    return size <= sizeof folded &&
           (size < 2 || word_is_filler(pack, (const unsigned char *)folded + 1, (uint32_t)size - 2));
}

static uint32_t character_before(const unsigned char *text, uint32_t to)
{
    uint32_t from = to - 1;
    while (from > 0 && to - from < 4 && (text[from] & 0xC0) == 0x80)
        from--;
    return from;
}

static bool only_fillers_before(const struct pack *pack, const unsigned char *text, uint32_t to)
{
    for (uint32_t words = 0; to > 0;) {
        uint32_t from = to, before;
        while (from > 0 && signs_at(text, before = character_before(text, from), from) == 0)
            from = before;
        if (from < to && (words++ == FILLERS_MOST || !is_filler(pack, text + from, to - from)))
            return false;
        to = from < to ? from : character_before(text, to);
    }
    return true;
}

static bool only_fillers_behind(const struct pack *pack, const unsigned char *text, uint32_t from, uint32_t to)
{
    for (uint32_t words = 0; from < to;) {
        const uint32_t signs = signs_at(text, from, to);
        uint32_t word = from;
        while (word < to && signs_at(text, word, to) == 0)
            word++;
        if (word > from && (words++ == FILLERS_MOST || !is_filler(pack, text + from, word - from)))
            return false;
        from = word > from ? word : from + signs;
    }
    return true;
}

bool is_among_fillers(const struct judge_input *input, const struct sign *sign)
{
    const struct field_value *value = &input->transfer->values[sign->value];
    const unsigned char *text = transfer_text(input->transfer, value);
    return only_fillers_behind(input->pack, text, sign->to, value->length) &&
           only_fillers_before(input->pack, text, sign->from);
}
