/*
 * respelling.c: writes every spelling once more with its words read otherwise (respelling.h).
 */
#include "respelling.h"

#include <string.h>

#include "text/fold.h"

struct respelling {
    struct spellings *spellings;
    const struct lexicon *lexicon;
    const struct transfer *transfer;
    uint32_t open; /* words whose reading is not compared */
};

/* Whether each letter of the word is one byte of the value. */
static bool is_ascii(const struct respelling *respelling, uint32_t value, const struct spelled *word)
{
    const struct field_value *written = &respelling->transfer->values[value];
    const unsigned char *text = transfer_text(respelling->transfer, written);
    if (word->to < word->from || word->to - word->from != word->length || word->to > written->length)
        return false;
    for (uint32_t i = word->from; i < word->to; i++)
        if (text[i] >= 0x80)
            return false;
    return true;
}

static void add_pieces(struct respelling *respelling, uint32_t value, struct spelled word, const struct pieces *pieces)
{
    bool ascii = is_ascii(respelling, value, &word);
    for (uint32_t i = 0; i < pieces->count; i++) {
        uint32_t from = i > 0 ? pieces->ends[i - 1] : 0;
        struct spelled piece = word;
        piece.letters += from;
        piece.length = pieces->ends[i] - from;
        if (ascii) {
            piece.from = word.from + from;
            piece.to = word.from + pieces->ends[i];
        }
        spelling_add(respelling->spellings, piece);
    }
}

/* The words from the first on as one. */
static void add_joined(struct spellings *spellings, const struct spelled *words, uint32_t count)
{
    char letters[WORD_LONGEST + PACK_ENDING_MAX];
    uint32_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        memcpy(letters + length, words[i].letters, words[i].length);
        length += words[i].length;
    }
    spelling_add(spellings, (struct spelled){.letters = spelling_letters(spellings, letters, length),
                                             .length = length,
                                             .from = words[0].from,
                                             .to = words[count - 1].to});
}

/* A word alone: as it is, or as its pieces; which readings that takes. */
static uint8_t add_split(struct respelling *respelling, uint32_t value, struct spelled word, uint8_t allowed)
{
    struct pieces pieces;
    bool split = lexicon_split(respelling->lexicon, word.letters, word.length, &pieces);
    respelling->open += pieces.open;
    if (!split || (pieces.readings & ~allowed) != 0) {
        spelling_add(respelling->spellings, word);
        return 0;
    }
    add_pieces(respelling, value, word, &pieces);
    return pieces.readings;
}

/* The spelling with every word whole. Returns the readings that this takes; 0 = nothing was added. */
static uint8_t add_whole(struct respelling *respelling, struct spelling of)
{
    struct spellings *spellings = respelling->spellings;
    struct spelling *whole = spelling_begin(spellings, of.value, of.readings);
    uint8_t readings = 0;
    for (uint32_t i = 0; i < of.count;) {
        const struct spelled *words = spellings->words + of.first + i;
        uint32_t cut = lexicon_cut(respelling->lexicon, words, of.count - i);
        if (cut > 0) {
            add_joined(spellings, words, cut);
            readings |= READING_DIVIDED;
            i += cut;
        } else {
            readings |= add_split(respelling, of.value, words[0], READING_DIVIDED | READING_NUMBERED);
            i++;
        }
    }
    whole->readings |= readings;
    if (readings == 0)
        spelling_abandon(spellings);
    return readings;
}

/* The spelling with nothing but numbers taken off words. */
static void add_numbered(struct respelling *respelling, struct spelling of)
{
    struct spelling *numbered = spelling_begin(respelling->spellings, of.value, of.readings);
    uint8_t readings = 0;
    for (uint32_t i = 0; i < of.count; i++)
        readings |= add_split(respelling, of.value, respelling->spellings->words[of.first + i], READING_NUMBERED);
    numbered->readings |= readings;
    if (readings == 0)
        spelling_abandon(respelling->spellings);
}

static void add_corrected(struct respelling *respelling, struct spelling of)
{
    struct spellings *spellings = respelling->spellings;
    bool corrected = false;
    spelling_begin(spellings, of.value, of.readings | READING_CORRECTED);
    for (uint32_t i = 0; i < of.count; i++) {
        struct spelled word = spellings->words[of.first + i];
        char right[WORD_LONGEST + PACK_ENDING_MAX];
        uint32_t length;
        uint32_t ways = lexicon_correct(respelling->lexicon, word.letters, word.length, right, &length);
        if (ways > 0) {
            word.letters = spelling_letters(spellings, right, length);
            word.length = length;
            corrected = true;
            respelling->open += ways > 1;
        }
        spelling_add(spellings, word);
    }
    if (!corrected)
        spelling_abandon(spellings);
}

uint32_t respelling_add(struct spellings *spellings, const struct lexicon *lexicon, const struct transfer *transfer)
{
    struct respelling respelling = {.spellings = spellings, .lexicon = lexicon, .transfer = transfer};
    uint32_t given = spellings->count;
    for (uint32_t i = 0; i < given; i++)
        if (add_whole(&respelling, spellings->items[i]) == (READING_DIVIDED | READING_NUMBERED))
            add_numbered(&respelling, spellings->items[i]);
    uint32_t whole = spellings->count;
    for (uint32_t i = 0; i < whole; i++)
        add_corrected(&respelling, spellings->items[i]);
    return respelling.open;
}
