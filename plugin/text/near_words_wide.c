/*
 * near_words_wide.c: words of ASCII and Cyrillic, up to 63 characters at once, with AVX-512 (near_words.h, wide.h).
 *
 * The characters of a window, of one, two or three bytes, are drawn together, so that each has one place in a register
 * and one bit in the masks that say what it is. Tables say what each says, in up to two bytes, and these are drawn
 * together in turn; щ, which says four, has two places. Words are runs of bits; what there is in some of them is found
 * for all at once, by an addition that carries over the bits of a run as far as they go: so a window has one character
 * less than masks have bits. What may be in disguise is marked generously, and then looked at letter by letter.
 */
#include "near_words.h"
#include "wide.h"

#if defined(__x86_64__)

#define WINDOW 63 /* characters, and bytes that they are looked for in at once */
#define ENOUGH 48 /* characters of a window, which are not sought in more bytes */
#define HALF   32

/* The entries of a table of 128, or of 256, that bytes say. */
WIDE bytes64 of_128(const unsigned char *table, bytes64 bytes)
{
    return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), bytes, _mm512_loadu_si512(table + WIDE_BYTES));
}
WIDE bytes64 of_256(const unsigned char *table, bytes64 bytes)
{
    return either(_mm512_movepi8_mask(bytes), of_128(table + 2 * WIDE_BYTES, bytes), of_128(table, bytes));
}

/* What goes on from one window to the next. */
struct open {
    uint64_t word;         /* a word does, */
    uint64_t clean, alike; /* nothing of which is odd so far; no letter of which is unlike Latin ones */
    uint64_t latin, digit, cyrillic, small; /* what its last character is */
};

/* Words being written. */
struct wide {
    struct plain *plain;
    uint32_t base;     /* the window's first byte in the text */
    uint32_t used;     /* bytes written */
    uint32_t at, from; /* of the token that is open, or comes next */
    uint32_t count;    /* of tokens */
    struct open open;
    bool single; /* there may be tokens of one letter */
};

/* A window's characters. */
struct window {
    bytes64 lead, next;                   /* the first and second byte of each */
    unsigned char offset[2 * WIDE_BYTES]; /* where each begins, and what stands behind the last */
    unsigned count;
    bool stops; /* what stands behind the last is not read here */
    bool ends;  /* the text ends there */
    /* Bits. */
    uint64_t latin, digits, cyrillic, shch, unlike, silent, words, starts, word_ends;
};

/* Dashes, quotes and the like, and the sign № of three bytes, all of which end words. */
WIDE uint64_t three_bytes(bytes64 bytes)
{
    const uint64_t lead = are(bytes, 0xE2);
    if (lead == 0)
        return 0;
    const uint64_t punctuation = are(bytes, 0x80) >> 1 & are_between(bytes, 0x90, 0x9F) >> 2;
    return lead & (punctuation | (are(bytes, 0x84) >> 1 & are(bytes, 0x96) >> 2));
}

/* The first bytes of characters, as far as they are such as are read here: before *end. Those of щ and Щ are two. */
WIDE uint64_t first_bytes(bytes64 bytes, unsigned length, unsigned *end)
{
    const uint64_t high = _mm512_movepi8_mask(bytes), behind = high & ~have(bytes, 0x40);
    const uint64_t two = (are(bytes, 0xC2) | are_between(bytes, 0xD0, 0xD3)) & behind >> 1, three = three_bytes(bytes);
    const uint64_t wrong = high & ~(two | two << 1 | three | three << 1 | three << 2);
    const uint64_t shch = (are(bytes, 0xD1) << 1 & are(bytes, 0x89)) | (are(bytes, 0xD0) << 1 & are(bytes, 0xA9));
    *end = lowest(wrong | (uint64_t)1 << length);
    return (~behind | shch) & below(*end);
}

/* Whether it is the second byte of щ. */
WIDE bool is_shch_again(unsigned char lead)
{
    return lead >= 0x80 && lead < 0xC0;
}

/* Draws together the characters of a text. One that the last bytes that are looked at cut is left to the next window.
 */
WIDE void characters_read(struct window *window, const unsigned char *text, uint32_t left)
{
    unsigned char lead[2 * WIDE_BYTES], next[2 * WIDE_BYTES];
    unsigned count = 0, at = 0, length, end;
    do {
        length = left - at < WINDOW ? left - at : WINDOW;
        const bytes64 bytes = _mm512_maskz_loadu_epi8(below(length), text + at);
        const uint64_t first = first_bytes(bytes, length, &end);
        const bytes64 offset = _mm512_maskz_compress_epi8(first, numbers());
        _mm512_storeu_si512(window->offset + count, _mm512_add_epi8(offset, all((unsigned char)at)));
        _mm512_storeu_si512(lead + count, _mm512_permutexvar_epi8(offset, bytes));
        _mm512_storeu_si512(next + count, _mm512_permutexvar_epi8(_mm512_add_epi8(offset, all(1)), bytes));
        count += count_of(first);
        at += end;
        window->stops = end < length && (at + length - end == left || end < WINDOW - 2);
    } while (count < ENOUGH && !window->stops && at < left);
    window->offset[count] = (unsigned char)at;
    window->ends = at == left;
    window->count = count;
    if (count > WINDOW) {
        window->count = is_shch_again(lead[WINDOW]) ? WINDOW - 1 : WINDOW;
        window->stops = window->ends = false;
    }
    window->lead = _mm512_loadu_si512(lead);
    window->next = _mm512_loadu_si512(next);
}

/* What the characters are. */
WIDE void kinds_read(struct window *window, bytes64 letters)
{
    const bytes64 lead = window->lead;
    const uint64_t here = below(window->count), high = _mm512_movepi8_mask(lead), again = high & ~have(lead, 0x40);
    bytes64 kinds = of_128(fold_wide.ascii, lead);
    if (high) {
        const bytes64 latin = _mm512_permutexvar_epi8(window->next, _mm512_loadu_si512(fold_wide.latin));
        kinds = _mm512_maskz_mov_epi8(~high, kinds);
        kinds = either(are(lead, 0xC2), latin, kinds);
        kinds = either(are_between(lead, 0xD0, 0xD3), of_256(fold_wide.cyrillic, letters), kinds);
        kinds = either(again, all(WIDE_WORD | WIDE_UNLIKE_LATIN), kinds);
    }
    window->words = have(kinds, WIDE_WORD) & here;
    window->shch = window->words & again;
    window->cyrillic = window->words & high;
    window->latin = window->words & ~high & have(lead, 0x40);
    window->digits = window->words & ~high & ~window->latin;
    window->unlike = have(kinds, WIDE_UNLIKE_LATIN);
    window->silent = have(kinds, WIDE_SILENT);
    const uint64_t other = have(kinds, WIDE_OTHER) & here;
    if (other) {
        window->count = lowest(other);
        window->stops = true;
    }
}

/* Where words begin and end. One that begins with what says nothing, and may say nothing, is not read here. */
WIDE void words_read(struct window *window, const struct open *open)
{
    const uint64_t starts = window->words & ~(window->words << 1 | open->word), dumb = starts & window->silent;
    if (dumb & below(window->count)) {
        window->count = lowest(dumb);
        window->stops = true;
    }
    const uint64_t here = below(window->count);
    window->words &= here;
    window->starts = starts & here;
    window->word_ends = (window->words << 1 | open->word) & ~window->words &
                        (window->ends && !window->stops ? here | (here + 1) : here);
}

/* Where the bytes of characters are written. */
struct written {
    uint64_t says[WIDE_BYTES / HALF]; /* of each half: two bits a character, one for each byte that it says */
    uint32_t at[WIDE_BYTES / HALF];
};

WIDE void half_write(struct wide *wide, unsigned half, __m256i first, __m256i second, struct written *written)
{
    const bytes64 pairs =
        _mm512_or_si512(_mm512_cvtepu8_epi16(first), _mm512_slli_epi16(_mm512_cvtepu8_epi16(second), 8));
    const uint64_t says = _mm512_test_epi8_mask(pairs, pairs);
    _mm512_storeu_si512(wide->plain->folded->bytes + wide->used, _mm512_maskz_compress_epi8(says, pairs));
    written->says[half] = says;
    written->at[half] = wide->used;
    wide->used += count_of(says);
}

/* Writes what words say, and a space behind each. */
WIDE void bytes_write(struct wide *wide, const struct window *window, bytes64 letters, struct written *written)
{
    const bytes64 lead = window->lead, ascii = either(window->latin, _mm512_and_si512(lead, all(0xDF)), lead);
    bytes64 first = _mm512_maskz_mov_epi8(window->latin | window->digits, ascii);
    first = either(window->word_ends, all(' '), first);
    first = either(window->cyrillic, of_256(fold_wide.says[0], letters), first);
    first = either(window->shch, all('C'), first);
    bytes64 second = _mm512_maskz_mov_epi8(window->cyrillic, of_256(fold_wide.says[1], letters));
    second = either(window->shch, all('H'), second);
    half_write(wide, 0, _mm512_castsi512_si256(first), _mm512_castsi512_si256(second), written);
    if (window->count >= HALF)
        half_write(wide, 1, _mm512_extracti64x4_epi64(first, 1), _mm512_extracti64x4_epi64(second, 1), written);
}

/* Writes the tokens that end in the window. Afterwards the next begins right behind their bytes, and where the first
 * does that goes on behind the window. */
WIDE void tokens_write(struct wide *wide, const struct window *window, const struct written *written)
{
    struct folded_token *token = wide->plain->folded->tokens + wide->count;
    uint64_t starts = window->starts;
    uint32_t at = wide->at, from = wide->from;
    if (!wide->open.word) {
        from = wide->base + window->offset[lowest(starts)];
        starts &= starts - 1;
    }
    for (uint64_t ends = window->word_ends; ends != 0; ends &= ends - 1, token++) {
        const unsigned end = lowest(ends), half = end / HALF;
        token->at = at;
        token->from = from;
        token->to = wide->base + window->offset[end];
        token->again = false;
        at = written->at[half] + count_of(written->says[half] & below(end % HALF * 2)) + 1;
        from = wide->base + window->offset[lowest(starts)];
        starts &= starts - 1;
    }
    wide->at = at;
    wide->from = from;
}

/* What stands oddly in words: a letter beside a digit or one of another script, and capital I and small l among letters
 * of the other case. What stands behind the window is not known. */
WIDE uint64_t odd_letters(const struct window *window, const struct open *open, uint64_t small)
{
    const uint64_t latin_before = window->latin << 1 | open->latin, before = window->words << 1 | open->word;
    const uint64_t same = (window->latin & latin_before) | (window->digits & (window->digits << 1 | open->digit)) |
                          (window->cyrillic & (window->cyrillic << 1 | open->cyrillic));
    const uint64_t odd = window->words & before & ~same, capital = window->latin & ~small;
    const uint64_t small_before = small << 1 | open->small, capital_before = latin_before & ~small_before;
    const uint64_t turns = (small & capital_before) | (capital & small_before);
    if (turns == 0)
        return odd;
    const uint64_t i = capital & are(window->lead, 'I'), l = small & are(window->lead, 'l');
    return odd | (turns & 1) | (i & (small_before | (small >> 1 & ~before))) |
           (l & (capital_before | capital >> 1) & ~(small_before | small >> 1));
}

/* The ends of words that may be in disguise. */
WIDE uint64_t disguises_read(struct wide *wide, const struct window *window)
{
    struct open *open = &wide->open;
    const unsigned count = window->count;
    if (count == 0)
        return 0;
    const uint64_t small = window->latin & have(window->lead, 0x20), odd = odd_letters(window, open, small);
    const uint64_t clean = (window->words & ~odd) + ((window->starts | (open->word & open->clean)) & ~odd);
    const uint64_t alike =
        (window->words & ~window->unlike) + ((window->starts | (open->word & open->alike)) & ~window->unlike);
    const uint64_t three = (window->cyrillic << 1 | open->cyrillic) & (window->cyrillic << 2 | open->word * 3) &
                           (window->cyrillic << 3 | open->word * 7);
    wide->single |= ((window->starts & window->word_ends >> 1) | (open->word & window->word_ends) | window->shch) != 0;
    const uint64_t last = (uint64_t)1 << (count - 1);
    *open = (struct open){.word = (window->words & last) != 0,
                          .clean = clean >> count & 1,
                          .alike = alike >> count & 1,
                          .latin = (window->latin & last) != 0,
                          .digit = (window->digits & last) != 0,
                          .cyrillic = (window->cyrillic & last) != 0,
                          .small = (small & last) != 0};
    return window->word_ends & (~clean | (alike & three));
}

/* Notes a token if it is in disguise. */
static __attribute__((noinline)) void word_note(struct plain *plain, uint32_t number)
{
    const struct folded_token *written = &plain->folded->tokens[number];
    const unsigned char *text = plain->source->text;
    struct token token = {.at = written->at, .from = written->from, .to = written->to};
    unsigned flags = 0;
    for (uint32_t at = token.from; at < token.to; token.units++) {
        const uint32_t lead = text[at], two = lead >= 0x80;
        flags |= fold_near[two ? (lead & 0x1F) << 6 | (text[at + 1] & 0x3F) : lead].flags;
        at += 1 + two;
    }
    plain->folded->token_count = number + 1;
    if (is_suspect(plain, &token, flags))
        suspect_word(plain, &token, flags);
}

/* Writes the words of a window. false = they are the last. */
WIDE bool window_write(struct wide *wide)
{
    const struct source *source = wide->plain->source;
    const uint32_t left = source->length - wide->base;
    struct window window;
    struct written written;
    characters_read(&window, source->text + wide->base, left);
    /* Of Cyrillic letters the last eight bits. */
    const bytes64 letters = _mm512_or_si512(_mm512_and_si512(_mm512_slli_epi16(window.lead, 6), all(0xC0)),
                                            _mm512_and_si512(window.next, all(0x3F)));
    kinds_read(&window, letters);
    words_read(&window, &wide->open);
    bytes_write(wide, &window, letters, &written);
    tokens_write(wide, &window, &written);
    for (uint64_t marked = disguises_read(wide, &window); marked != 0; marked &= marked - 1)
        word_note(wide->plain, wide->count + count_of(window.word_ends & below(lowest(marked))));
    wide->count += count_of(window.word_ends);
    wide->base += window.offset[window.count];
    return !window.stops && !window.ends;
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

WIDE_TARGET uint32_t near_words_wide(struct plain *plain, uint32_t from)
{
    struct folded *folded = plain->folded;
    const uint32_t first = folded->token_count;
    struct wide wide = {.plain = plain, .base = from, .used = folded->used, .at = folded->used, .count = first};
    while (window_write(&wide))
        ;
    folded->used = wide.at;
    folded->token_count = wide.count;
    if (wide.single)
        count_singles(plain, first);
    else if (wide.count > first)
        plain->singles_in_row = 0;
    return wide.open.word && wide.base < plain->source->length ? wide.from : wide.base;
}

#else

uint32_t near_words_wide(struct plain *plain, uint32_t from)
{
    return near_words_each(plain, from);
}

#endif
