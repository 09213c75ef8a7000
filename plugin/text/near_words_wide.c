/*
 * near_words_wide.c: words of ASCII and Cyrillic, up to 64 bytes at once, with AVX-512 (near_words.h, wide.h).
 *
 * Each byte of a window has a place in a register and a bit in the masks that say what it is; a letter of two bytes has
 * two, and says up to two bytes, which tables know: one stands in the place of each. What is said is then drawn
 * together; щ, which says four bytes, has two more put in behind it. Words are runs of bits; what there is in some of
 * them is found for all at once, by an addition that carries over the bits of a run as far as they go. What may be in
 * disguise is marked generously, and then looked at letter by letter. A word that does not end in a window begins the
 * next one, so that nothing goes on from one to the other; one that is longer is read letter by letter.
 */
#include "near_words.h"
#include "wide_tokens.h"

#if defined(__x86_64__)

/* The entries of a table of 128, or of 256, that bytes say. */
WIDE bytes64 of_128(const unsigned char *table, bytes64 bytes)
{
    return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), bytes, _mm512_loadu_si512(table + WIDE_BYTES));
}
WIDE bytes64 of_256(const unsigned char *table, bytes64 bytes)
{
    return either(_mm512_movepi8_mask(bytes), of_128(table + 2 * WIDE_BYTES, bytes), of_128(table, bytes));
}

/* Words being written. */
struct wide {
    struct plain *plain;
    uint32_t base;  /* the window's first byte in the text */
    uint32_t used;  /* bytes written */
    uint32_t count; /* of tokens */
    bool single;    /* there may be tokens of one letter */
    bool longer;    /* a word begins the window and does not end in it */
};

/* A window's bytes. */
struct window {
    bytes64 bytes, said; /* and what each says, 0: nothing */
    unsigned end;        /* those before it are read */
    bool stops;          /* what stands there is not read here */
    /* Bits. */
    uint64_t high;   /* of no ASCII */
    uint64_t lead;   /* the first bytes of Cyrillic letters */
    uint64_t says;   /* what says something */
    uint64_t unlike; /* letters that are unlike Latin ones, their first bytes; */
    uint64_t shch;   /* and щ, its second ones */
    uint64_t words, starts, ends;
};

/* The first so many bits. */
WIDE uint64_t first_bits(unsigned count)
{
    return _bzhi_u64(UINT64_MAX, count);
}

/* Dashes, quotes and the like, and the sign № of three bytes, all of which end words. */
WIDE uint64_t three_bytes(bytes64 bytes)
{
    const uint64_t punctuation = are(bytes, 0x80) >> 1 & are_between(bytes, 0x90, 0x9F) >> 2,
                   lead = are(bytes, 0xE2) & (punctuation | (are(bytes, 0x84) >> 1 & are(bytes, 0x96) >> 2));
    return lead | lead << 1 | lead << 2;
}

/* And those of two bytes. */
WIDE uint64_t two_bytes(bytes64 bytes, uint64_t behind)
{
    const uint64_t ends = ~have(_mm512_permutexvar_epi8(bytes, _mm512_loadu_si512(fold_wide.latin)), WIDE_MARK);
    const uint64_t lead = are(bytes, 0xC2) & (behind & ends) >> 1;
    return lead | lead << 1;
}

/* Cuts the window before the first of these, which is not read here. */
WIDE void window_cut(struct window *window, uint64_t before)
{
    before &= first_bits(window->end);
    if (before == 0)
        return;
    window->end = lowest(before);
    window->stops = true;
}

/* Reads the bytes of a window, of a longer text up to the last space among them. A character that the last ones cut is
 * left to the next window. */
WIDE void window_read(struct window *window, const unsigned char *text, uint32_t left)
{
    const unsigned all_of_it = left < WIDE_BYTES ? left : WIDE_BYTES;
    const bytes64 bytes = _mm512_maskz_loadu_epi8(first_bits(all_of_it), text);
    const uint64_t spaces = are(bytes, ' ');
    const unsigned length = left > WIDE_BYTES && spaces ? WIDE_BYTES - (unsigned)__builtin_clzll(spaces) : all_of_it;
    const uint64_t high = _mm512_movepi8_mask(bytes), behind = _mm512_cmplt_epi8_mask(bytes, all(0xC0)),
                   lead = are_between(bytes, 0xD0, 0xD3) & behind >> 1;
    uint64_t other = high & ~(lead | lead << 1);
    *window = (struct window){.bytes = bytes, .high = high, .lead = lead, .end = length};
    if (other == 0)
        return;
    other &= ~(two_bytes(bytes, behind) | three_bytes(bytes));
    window_cut(window, other);
    window->stops &= length == left || window->end < WIDE_BYTES - 2;
}

/* The codes of Cyrillic letters in the places of their first bytes, or of their second ones: the last eight bits. */
WIDE bytes64 codes_of(bytes64 first, bytes64 second)
{
    return _mm512_or_si512(_mm512_and_si512(_mm512_slli_epi16(first, 6), all(0xC0)),
                           _mm512_and_si512(second, all(0x3F)));
}

/* Tells what letters and digits say, each byte of a letter in its place. */
WIDE void said_read(struct window *window)
{
    const bytes64 bytes = window->bytes, one = all(1),
                  before = _mm512_permutexvar_epi8(_mm512_sub_epi8(numbers(), one), bytes),
                  behind = _mm512_permutexvar_epi8(_mm512_add_epi8(numbers(), one), bytes);
    bytes64 said = _mm512_maskz_mov_epi8(~window->high, of_128(fold_wide.ascii, bytes));
    said = either(window->lead, of_256(fold_wide.cyrillic[0], codes_of(bytes, behind)), said);
    said = either(window->lead << 1, of_256(fold_wide.cyrillic[1], codes_of(before, bytes)), said);
    const uint64_t marked = _mm512_movepi8_mask(said), rare = marked & ~window->lead;
    window->said = _mm512_andnot_si512(all(WIDE_MARK), said);
    window->says = _mm512_test_epi8_mask(window->said, window->said);
    window->unlike = marked & window->lead;
    window->shch = rare & window->says;
    const uint64_t other = rare & ~window->says;
    if (other)
        window_cut(window, other | (other & window->lead << 1) >> 1);
}

/* Tells where words begin and end, of those that end here. One that begins with what says nothing, and may say nothing,
 * is not read here. */
WIDE void words_read(struct window *window, bool to_text_end)
{
    uint64_t here = first_bits(window->end);
    const uint64_t words = ((window->says & ~window->high) | window->lead | window->lead << 1) & here;
    const uint64_t starts = words & ~(words << 1), silent = starts & ~window->says;
    if (silent) {
        window_cut(window, silent);
        here = first_bits(window->end);
    }
    window->starts = starts & here;
    window->ends = words << 1 & ~words & (to_text_end && !window->stops ? here << 1 | 1 : here);
    if (window->starts > window->ends) {
        window->end = 63 - (unsigned)__builtin_clzll(window->starts);
        here = first_bits(window->end);
        window->starts &= here;
    }
    window->words = words & here;
    window->shch &= here;
}

/* Writes what these bytes of the window say. */
WIDE void bytes_write(struct wide *wide, bytes64 said, uint64_t here)
{
    _mm512_storeu_si512(wide->plain->folded->bytes + wide->used, _mm512_maskz_compress_epi8(here, said));
    wide->used += count_of(here);
}

/* The same of a window that has щ. Returns where the words that begin at some bytes were written. */
static WIDE_TARGET __attribute__((noinline)) bytes64 shch_write(struct wide *wide, bytes64 said, uint64_t left,
                                                                uint64_t shch, uint64_t starts)
{
    bytes64 written = _mm512_maskz_expand_epi8(left, numbers());
    for (; shch != 0; shch &= shch - 1) {
        const uint64_t here = left & (shch ^ (shch - 1));
        bytes_write(wide, said, here);
        memcpy(wide->plain->folded->bytes + wide->used, "CH", 2);
        wide->used += 2;
        left &= ~here;
        written = _mm512_mask_add_epi8(written, left, written, all(2));
    }
    bytes_write(wide, said, left);
    return _mm512_maskz_compress_epi8(starts, written);
}

/* Writes the words of the window, and a space behind each. */
WIDE void words_write(struct wide *wide, const struct window *window)
{
    const struct begins begins = {wide->used, wide->base};
    const bytes64 said = either(window->ends, all(' '), window->said);
    const uint64_t left = (window->says & window->words) | window->ends;
    bytes64 at = _mm512_maskz_compress_epi8(_pext_u64(window->starts, left), numbers());
    if (window->shch)
        at = shch_write(wide, said, left, window->shch, window->starts);
    else
        bytes_write(wide, said, left);
    tokens_write_wide(wide->plain->folded->tokens + wide->count, begins, at, window->starts, window->ends);
}

/* Capital I and small l among Latin letters of the other case, where there are both. */
static __attribute__((noinline)) WIDE_TARGET uint64_t odd_bars(bytes64 bytes, uint64_t words, uint64_t latin,
                                                               uint64_t small)
{
    const uint64_t capital = latin & ~small, i = capital & are(bytes, 'I'), l = small & are(bytes, 'l');
    return (i & (small << 1 | (small >> 1 & ~(words << 1)))) |
           (l & (capital << 1 | capital >> 1) & ~(small << 1 | small >> 1));
}

/* The ends of words that may be in disguise: in which a letter stands beside a digit or one of another script, or oddly
 * among those of the other case; or of three Cyrillic letters or more that all look like Latin ones. */
WIDE uint64_t disguises_read(const struct window *window)
{
    const uint64_t words = window->words, starts = window->starts, unlike = window->unlike;
    const uint64_t cyrillic = words & window->high, latin = words & ~window->high & have(window->bytes, 0x40),
                   small = latin & have(window->bytes, 0x20);
    uint64_t odd = words & words << 1 & ((cyrillic ^ cyrillic << 1) | (latin ^ latin << 1));
    if (latin & latin << 1 & (small ^ small << 1))
        odd |= odd_bars(window->bytes, words, latin, small);
    const uint64_t clean = (words & ~odd) + (starts & ~odd), alike = (words & ~unlike) + (starts & ~unlike);
    return window->ends & (~clean | (alike & cyrillic << 1 & cyrillic << 3 & cyrillic << 5));
}

/* Notes a token, which has these bytes, if it is in disguise. */
static __attribute__((noinline)) void word_note(struct plain *plain, uint32_t number, uint32_t from, uint32_t to)
{
    const unsigned char *text = plain->source->text;
    struct token token = {.from = from, .to = to};
    unsigned flags = 0;
    for (uint32_t at = from; at < to; token.units++) {
        const uint32_t lead = text[at], two = lead >= 0x80;
        flags |= fold_near[two ? (lead & 0x1F) << 6 | (text[at + 1] & 0x3F) : lead].flags;
        at += 1 + two;
    }
    plain->folded->token_count = number + 1;
    if (is_suspect(plain, &token, flags))
        suspect_word(plain, &token, flags);
}

/* Notes the words that end at some bytes of the window. */
static WIDE_TARGET __attribute__((noinline)) void words_note(const struct wide *wide, uint64_t starts, uint64_t ends,
                                                             uint64_t noted)
{
    for (; noted != 0; noted &= noted - 1) {
        const uint64_t before = first_bits(lowest(noted));
        const unsigned start = 63 - (unsigned)__builtin_clzll(starts & before);
        word_note(wide->plain, wide->count + count_of(ends & before), wide->base + start, wide->base + lowest(noted));
    }
}

/* Writes the words of a window. false = they are the last. Where it stood in the loop, compilers would copy the tables
 * to the stack first. */
static WIDE_TARGET __attribute__((noinline)) bool window_write(struct wide *wide)
{
    const struct source *source = wide->plain->source;
    const uint32_t left = source->length - wide->base;
    struct window window;
    window_read(&window, source->text + wide->base, left);
    said_read(&window);
    words_read(&window, left <= WIDE_BYTES && window.end == left);
    words_write(wide, &window);
    const uint64_t noted = disguises_read(&window);
    if (noted)
        words_note(wide, window.starts, window.ends, noted);
    wide->single |= (window.starts & (window.ends >> 1 | (window.ends >> 2 & window.high))) != 0;
    wide->count += count_of(window.ends);
    wide->base += window.end;
    wide->longer = window.end == 0 && !window.stops && left > 0;
    return !window.stops && window.end > 0 && window.end < left;
}

/* Counts tokens of one letter in a row among those from one on. */
static void count_singles(struct plain *plain, uint32_t first)
{
    const struct folded *folded = plain->folded;
    for (const struct folded_token *token = folded->tokens + first; token < folded->tokens + folded->token_count;
         token++) {
        const bool two = plain->source->text[token->from] >= 0x80;
        plain->singles_in_row = token->to - token->from == 1u + two ? plain->singles_in_row + 1 : 0;
        plain->hints->singles |= plain->singles_in_row >= SINGLES;
    }
}

/* Writes words as far as each ends in the window that it begins. *longer: one does not. */
static WIDE_TARGET uint32_t short_words(struct plain *plain, uint32_t from, bool *longer)
{
    struct folded *folded = plain->folded;
    const uint32_t first = folded->token_count;
    struct wide wide = {.plain = plain, .base = from, .used = folded->used, .count = first};
    while (window_write(&wide))
        ;
    *longer = wide.longer;
    folded->used = wide.used;
    folded->token_count = wide.count;
    if (wide.single)
        count_singles(plain, first);
    else if (wide.count > first)
        plain->singles_in_row = 0;
    return wide.base;
}

uint32_t near_words_wide(struct plain *plain, uint32_t from)
{
    for (;;) {
        bool longer;
        const uint32_t at = short_words(plain, from, &longer);
        if (!longer)
            return at;
        from = near_words_each(plain, at);
        if (from == at || from == plain->source->length)
            return from;
    }
}

#else

uint32_t near_words_wide(struct plain *plain, uint32_t from)
{
    return near_words_each(plain, from);
}

#endif
