/*
 * respell_random_test.c: random texts against a plain reference that knows no index of words, and indexes that are
 * damaged.
 */
#include "respell_plain.h"

#include "plugin/match/token_looks.h"

/* --- A plain reference ---------------------------------------------------------------------------------------- */

struct ways_on {
    bool core, preposition, word;
    bool behind; /* the preposition has two letters, and before it stand several words and a core */
    uint32_t words;
};

/* Whether words and numbers go on to the token's end; every way is tried. */
static bool plain_goes_on(const char *token, size_t length, size_t at, struct ways_on way)
{
    if (at == length)
        return way.words > 1 && way.core;
    if (way.behind && at >= 10 && length - at >= 4 && strcspn(token + at, "0123456789") >= length - at)
        return true;
    size_t digits = strspn(token + at, "0123456789");
    digits = digits < length - at ? digits : length - at;
    bool behind_digit = at > 0 && token[at - 1] < 'A';
    if (digits > 0 && !behind_digit) {
        struct ways_on on = {way.core, false, way.word, false, way.words};
        if (plain_goes_on(token, length, at + digits, on))
            return true;
    }
    for (uint32_t i = 0; i < word_count; i++) {
        const struct word *word = &words[i];
        bool preposition = word->length < 3;
        if (!(word->uses & WORD_MAY_NEIGHBOUR) || (preposition && way.preposition) || word->length > length - at ||
            memcmp(word->letters, token + at, word->length) != 0 || (digits > 0 && behind_digit))
            continue;
        bool core = (word->uses & WORD_MAY_BE_GLUED) && !(word->uses & WORD_ORDINARY);
        const bool behind = word->length == 2 && way.core && way.words > 1;
        struct ways_on on = {way.core || core, preposition, true, behind, way.words + 1};
        uint32_t endings = word->length < 4 ? 0 : word->ending < SPLIT_ENDING ? word->ending : SPLIT_ENDING;
        uint32_t most = word->ordinary_ending > endings ? word->ordinary_ending : endings;
        for (size_t more = 0; more <= most && at + word->length + more <= length; more++) {
            size_t next = at + word->length + more;
            if (more > 0 && token[next - 1] < 'A')
                break;
            on.core = way.core || (core && more <= endings);
            if (more > endings && !plain_is_form(token + at, word->length + more))
                continue;
            bool cuts = next < length && token[next - 1] < 'A' && token[next] < 'A';
            if (!cuts && plain_goes_on(token, length, next, on))
                return true;
        }
    }
    return false;
}

/* One word that numbers may be taken off, and at least one number. */
static bool plain_numbered(const char *token, size_t length)
{
    for (uint32_t i = 0; i < word_count; i++) {
        const struct word *word = &words[i];
        uint32_t endings = word->length < 4 ? 0 : word->ending < SPLIT_ENDING ? word->ending : SPLIT_ENDING;
        for (size_t at = 0; at + word->length <= length; at++) {
            if (!(word->uses & WORD_MAY_BE_NUMBERED) || memcmp(word->letters, token + at, word->length) != 0 ||
                strspn(token, "0123456789") < at || (at > 0 && token[at] < 'A'))
                continue;
            for (size_t end = at + word->length, more = 0; more <= endings && end <= length; more++, end++) {
                if (more > 0 && token[end - 1] < 'A')
                    break;
                size_t rest = length - end;
                if (word->length < 3 && (rest + at < 2 || (rest > 0 && at > 0)))
                    continue;
                if (rest == strspn(token + end, "0123456789") && rest + at > 0 && !(rest > 0 && token[end - 1] < 'A'))
                    return true;
            }
        }
    }
    return false;
}

static bool plain_split(const char *token, size_t length)
{
    const struct ways_on start = {0};
    return length <= WORD_LONGEST && plain_standing(token, length) == 0 &&
           (plain_numbered(token, length) || plain_goes_on(token, length, 0, start));
}

/* Tokens of a text of capitals, digits and spaces. */
struct tokens {
    char text[32][WORD_LONGEST + 2];
    uint32_t count;
};

static bool plain_pieces(const struct tokens *tokens, uint32_t first, uint32_t last, const struct word *word)
{
    bool numbered = false;
    uint32_t letters = word->length;
    uint64_t cuts = 0;
    for (uint32_t i = first, at = 0; i < last; i++) {
        at += (uint32_t)strlen(tokens->text[i]);
        cuts |= (uint64_t)1 << at;
    }
    if (cuts == word->phrase)
        return false;
    for (uint32_t i = first; i <= last; i++)
        numbered |= tokens->text[i][strcspn(tokens->text[i], "0123456789")] != 0;
    if (letters < 6 && last - first + 1 > 3)
        return false;
    if (letters < 6 && strlen(tokens->text[last]) == 1 && last + 1 < tokens->count &&
        strlen(tokens->text[last + 1]) == 1)
        return false;
    for (uint32_t i = first; i <= last; i++) {
        const char *piece = tokens->text[i];
        size_t length = strlen(piece);
        unsigned standing = plain_standing(piece, length);
        bool speaks = strspn(piece, "0123456789") == length || (numbered ? standing != 0 : standing & WORD_ORDINARY);
        if (!speaks)
            return true;
    }
    return false;
}

static uint32_t plain_cut(const struct tokens *tokens, uint32_t first)
{
    char all[12 * (WORD_LONGEST + 2)] = "";
    uint32_t most = 0;
    for (uint32_t last = first; last < tokens->count && last - first < 12; last++) {
        size_t before = strlen(all);
        strcat(all, tokens->text[last]);
        size_t length = strlen(all);
        const struct word *longest = NULL;
        for (uint32_t i = 0; i < word_count; i++) {
            const struct word *word = &words[i];
            if (!(word->uses & WORD_MAY_BE_CUT) || word->length <= before || word->length > length ||
                memcmp(word->letters, all, word->length) != 0)
                continue;
            size_t rest = length - word->length;
            bool ends = rest <= word->ending && strcspn(all + word->length, "0123456789") == rest;
            if ((rest == 0 || ends) && (!longest || word->length > longest->length))
                longest = word;
        }
        if (last > first && longest && plain_pieces(tokens, first, last, longest))
            most = last - first + 1;
    }
    return most;
}

static uint32_t random_state = 20261122;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)random_state * limit >> 32);
}

static void random_tokens(struct tokens *tokens)
{
    static const char letters[] = "ZHUSDKRIPTOVALYNCE0125MX";
    char text[256];
    size_t length = 0;
    uint32_t parts = 1 + random_below(4);
    for (uint32_t part = 0; part < parts; part++) {
        if (random_below(4) != 0) { /* a word, at times with its ending */
            const struct word *word = &words[random_below(word_count)];
            memcpy(text + length, word->letters, word->length);
            length += word->length;
            for (uint32_t more = random_below(6); more > 3; more--)
                text[length++] = letters[random_below(sizeof letters - 1)];
        } else {
            for (uint32_t more = random_below(5); more > 0; more--)
                text[length++] = letters[random_below(sizeof letters - 1)];
        }
        if (random_below(2))
            text[length++] = ' ';
    }
    for (uint32_t changes = random_below(4); changes > 0 && length > 1; changes--) {
        uint32_t at = random_below((uint32_t)length), kind = random_below(5);
        if (kind == 0) {
            text[at] = letters[random_below(sizeof letters - 1)];
        } else if (kind == 1) {
            memmove(text + at, text + at + 1, --length - at);
        } else if (kind == 2 && at + 1 < length) {
            char first = text[at];
            text[at] = text[at + 1];
            text[at + 1] = first;
        } else {
            memmove(text + at + 1, text + at, length++ - at);
            text[at] = kind == 3 ? ' ' : letters[random_below(sizeof letters - 1)];
        }
    }
    tokens->count = 0;
    for (size_t at = 0; at < length;) {
        size_t size = 0;
        while (at + size < length && text[at + size] != ' ')
            size++;
        if (size > 0 && size <= WORD_LONGEST && tokens->count < 32) {
            memcpy(tokens->text[tokens->count], text + at, size);
            tokens->text[tokens->count++][size] = 0;
        }
        at += size + 1;
    }
}

/* The tokens as one more segment of the folded text. */
static void add_segment(const struct tokens *tokens, uint16_t value, enum fold_view view)
{
    struct folded *folded = &message->folded;
    folded->segments[folded->segment_count++] = (struct folded_segment){
        .at = folded->used, .first_token = folded->token_count, .value = value, .view = (uint8_t)view};
    folded->bytes[folded->used++] = ' ';
    for (uint32_t i = 0, from = 0; i < tokens->count; i++) {
        uint32_t length = (uint32_t)strlen(tokens->text[i]);
        folded->tokens[folded->token_count++] = (struct folded_token){folded->used, from, from + length, false};
        memcpy(folded->bytes + folded->used, tokens->text[i], length);
        folded->used += length;
        folded->bytes[folded->used++] = ' ';
        from += length + 1;
    }
}

static void forget_segments(void)
{
    message->folded.used = message->folded.token_count = message->folded.segment_count = 0;
}

static void look_and_respell(void)
{
    tokens_look(&fixture->pack, &message->folded, 0);
    CU_ASSERT_TRUE_FATAL(respell(&fixture->pack, NULL, &message->folded));
}

/* The tokens as a folded text of one segment, and what respell() makes of it. */
static void respell_tokens(const struct tokens *tokens)
{
    forget_segments();
    add_segment(tokens, 0, FOLD_PLAIN);
    look_and_respell();
}

/* The first segment of a view; NULL = none. */
static const struct folded_segment *segment_of(enum fold_view view, unsigned readings)
{
    for (uint32_t i = 1; i < message->folded.segment_count; i++)
        if (message->folded.segments[i].view == view && (message->folded.segments[i].readings & readings) != 0)
            return &message->folded.segments[i];
    return NULL;
}

static bool fail_on(const struct tokens *tokens, const char *what)
{
    fprintf(stderr, "\n%s:", what);
    for (uint32_t i = 0; i < tokens->count; i++)
        fprintf(stderr, " %s", tokens->text[i]);
    fprintf(stderr, " ->%.*s\n", (int)message->folded.used, (const char *)message->folded.bytes);
    return false;
}

/* How many of the tokens stand before the first of a segment, by the bytes they came from. */
static uint32_t tokens_before(const struct tokens *tokens, const struct folded_segment *segment)
{
    uint32_t before = 0, from = 0;
    for (; before < tokens->count && from < message->folded.tokens[segment->first_token].from; before++)
        from += (uint32_t)strlen(tokens->text[before]) + 1;
    return before;
}

/* FOLD_WHOLE reads each token as the reference: from one on as many as it says are one, or in pieces, or as it is.
 * Before and behind what it has nothing is read otherwise. */
static bool whole_agrees(const struct tokens *tokens)
{
    const struct folded *folded = &message->folded;
    const struct folded_segment *whole = segment_of(FOLD_WHOLE, READING_DIVIDED | READING_NUMBERED);
    uint32_t token = whole ? whole->first_token : 0, end = whole ? segment_tokens_end(folded, whole) : 0;
    uint32_t before = whole ? tokens_before(tokens, whole) : 0;
    bool any = false;
    for (uint32_t i = 0, next; i < tokens->count; i = next) {
        uint32_t count = plain_cut(tokens, i);
        bool split = count == 0 && plain_split(tokens->text[i], strlen(tokens->text[i]));
        next = i + (count > 0 ? count : 1);
        any |= count > 0 || split;
        if (!whole)
            continue;
        if (i < before || token == end) {
            if (count > 0 || split)
                return fail_on(tokens, "left out");
            continue;
        }
        char want[12 * (WORD_LONGEST + 2)] = "", got[16 * (WORD_LONGEST + 2)] = "";
        for (uint32_t k = i; k < next; k++)
            strcat(want, tokens->text[k]);
        uint32_t pieces = 0;
        while (token < end && strlen(got) < strlen(want)) {
            uint32_t at = folded->tokens[token].at, to = token_bytes_end(folded, whole, token++);
            strncat(got, (const char *)folded->bytes + at, to - at);
            pieces++;
        }
        if (strcmp(want, got) != 0 || (pieces > 1) != split)
            return fail_on(tokens, "read otherwise");
    }
    return any == (whole != NULL) || fail_on(tokens, any ? "not read" : "read into");
}

static bool corrected_agrees(const struct tokens *tokens)
{
    const struct folded *folded = &message->folded;
    /* That of the plain reading is the last. */
    const struct folded_segment *last = &folded->segments[folded->segment_count - 1];
    bool any = false, written = last->view == FOLD_CORRECTED && last->readings == READING_CORRECTED;
    uint32_t before = written ? tokens_before(tokens, last) : 0;
    for (uint32_t i = 0; i < tokens->count; i++) {
        size_t length = strlen(tokens->text[i]);
        bool wrong = plain_wrong(tokens->text[i], length);
        any |= wrong;
        if (!written)
            continue;
        uint32_t token = last->first_token + i - before;
        if (i < before || token >= folded->token_count) {
            if (wrong)
                return fail_on(tokens, "left wrong");
            continue;
        }
        uint32_t at = folded->tokens[token].at, to = token_bytes_end(folded, last, token);
        bool same = to - at == length && memcmp(folded->bytes + at, tokens->text[i], length) == 0;
        if (same == wrong || (wrong && !(plain_standing((const char *)folded->bytes + at, to - at) & WORD_OF_A_TERM)))
            return fail_on(tokens, "corrected otherwise");
    }
    return any == written || fail_on(tokens, any ? "not corrected" : "corrected into");
}

/* A number on one side of a word with an error. */
static bool plain_numbered_error(const char *token, size_t length)
{
    size_t before = strspn(token, "0123456789"), letters = strcspn(token + before, "0123456789");
    char core[WORD_LONGEST + 2] = "";
    bool behind = before + letters < length;
    if ((before > 0) == behind || before + letters + strspn(token + before + letters, "0123456789") < length ||
        plain_standing(token, length) != 0)
        return false;
    memcpy(core, token + before, letters);
    return plain_wrong(core, letters);
}

static bool plain_half(const char *token)
{
    return strlen(token) < 4 || !(plain_standing(token, strlen(token)) & WORD_ORDINARY);
}

static bool plain_error_in_two(const char *left, const char *right)
{
    char both[2 * WORD_LONGEST + 4];
    size_t length = strlen(left) + strlen(right);
    strcpy(both, left);
    strcat(both, right);
    return length >= CORRECTED_LEAST && length <= WORD_LONGEST && plain_half(left) && plain_half(right) &&
           strcspn(both, "0123456789") == length &&
           (plain_standing(left, strlen(left)) == 0 || (plain_standing(right, strlen(right)) == 0 && right[1] != 0)) &&
           (plain_standing(right, strlen(right)) == 0 || left[1] != 0) &&
           plain_wrong_from(both, length, plain_standing(left, strlen(left)) ? strlen(left) + (strlen(right) < 4) : 1,
                            WORD_MAY_BE_WRONG | WORD_MAY_BE_CUT);
}

/* A word with an error in it before or behind one without. */
static bool plain_error_beside(const char *token, size_t length)
{
    for (uint32_t i = 0; i < word_count; i++) {
        const size_t own = words[i].length, rest = length > own ? length - own : 0;
        char other[WORD_LONGEST + 2] = "";
        if (rest == 0 || length > WORD_LONGEST || plain_standing(token, length) != 0)
            continue;
        memcpy(other, token, rest);
        if (memcmp(token + rest, words[i].letters, own) == 0 && plain_wrong(other, rest))
            return true;
        memcpy(other, token + own, rest);
        if (memcmp(token, words[i].letters, own) == 0 && plain_wrong(other, rest))
            return true;
    }
    return false;
}

/* Errors that hide behind a number or a cut are read, and nothing is read so that has no error. */
static bool hidden_agrees(const struct tokens *tokens)
{
    bool hidden = false, wrong = false, beside = false;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const char *token = tokens->text[i];
        wrong |= plain_wrong(token, strlen(token));
        beside |= plain_error_beside(token, strlen(token));
        hidden |= plain_numbered_error(token, strlen(token)) ||
                  (i + 1 < tokens->count && plain_error_in_two(token, tokens->text[i + 1]));
    }
    bool both = segment_of(FOLD_CORRECTED, READING_DIVIDED | READING_NUMBERED) != NULL;
    bool any = segment_of(FOLD_CORRECTED, READING_CORRECTED) != NULL;
    if (hidden && !any && !segment_of(FOLD_WHOLE, READING_ALL)) /* where words are whole, they come first */
        return fail_on(tokens, "an error not read");
    return !both || hidden || wrong || beside || fail_on(tokens, "an error read into");
}

static void a_plain_reference_agrees(void)
{
    struct tokens tokens;
    uint32_t whole = 0, corrected = 0, rounds = getenv("FIATGATE_LONG") ? 3000000 : 100000;
    for (uint32_t round = 0; round < rounds; round++) {
        random_tokens(&tokens);
        respell_tokens(&tokens);
        whole += segment_of(FOLD_WHOLE, READING_ALL) != NULL;
        corrected += segment_of(FOLD_CORRECTED, READING_ALL) != NULL;
        if (!whole_agrees(&tokens) || !corrected_agrees(&tokens) || !hidden_agrees(&tokens)) {
            CU_FAIL_FATAL("the reference differs");
        }
    }
    CU_ASSERT_TRUE(whole > rounds / 20 && corrected > rounds / 50); /* the texts are worth it */
}

/* Another reading of some tokens: a few of them otherwise, together, or gone. */
static void read_otherwise(struct tokens *tokens)
{
    for (uint32_t changes = random_below(3); changes > 0 && tokens->count > 1; changes--) {
        struct tokens other;
        uint32_t at = random_below(tokens->count - 1);
        random_tokens(&other);
        if (random_below(2) && other.count > 0) {
            strcpy(tokens->text[at + random_below(2)], other.text[0]);
            continue;
        }
        size_t length = strlen(tokens->text[at]), more = strlen(tokens->text[at + 1]);
        if (length + more <= WORD_LONGEST && random_below(4))
            memmove(tokens->text[at] + length, tokens->text[at + 1], more + 1);
        tokens->count--;
        memmove(tokens->text[at + 1], tokens->text[at + 2], (tokens->count - at - 1) * sizeof tokens->text[0]);
    }
}

/* The second's tokens behind the first's. */
static void append_tokens(struct tokens *tokens, const struct tokens *more)
{
    for (uint32_t i = 0; i < more->count && tokens->count < 32; i++)
        strcpy(tokens->text[tokens->count++], more->text[i]);
}

/* What is written of a reading is the same whether or not plain readings that say nearly the same stand before it. */
static void other_readings_are_read_as_if_alone(void)
{
    static unsigned char alone[4096];
    struct tokens left, right, more;
    uint32_t written = 0, rounds = getenv("FIATGATE_LONG") ? 1000000 : 50000;
    for (uint32_t round = 0; round < rounds; round++) {
        random_tokens(&left);
        for (uint32_t parts = random_below(4); parts > 0; parts--) {
            random_tokens(&more);
            append_tokens(&left, &more);
        }
        random_tokens(&right);
        struct tokens other = left;
        bool across = random_below(2);
        if (across)
            append_tokens(&other, &right);
        read_otherwise(&other);
        if (left.count == 0 || right.count == 0 || other.count == 0)
            continue;
        respell_tokens(&other);
        uint32_t own = segment_end(&message->folded, message->folded.segments);
        uint32_t size = message->folded.used - own, segments = message->folded.segment_count - 1;
        CU_ASSERT_TRUE_FATAL(size <= sizeof alone);
        memcpy(alone, message->folded.bytes + own, size);
        written += segments;
        forget_segments();
        add_segment(&left, 0, FOLD_PLAIN);
        if (across)
            add_segment(&right, 1, FOLD_PLAIN);
        look_and_respell();
        uint32_t before = message->folded.segment_count;
        forget_segments();
        add_segment(&left, 0, FOLD_PLAIN);
        if (across)
            add_segment(&right, 1, FOLD_PLAIN);
        add_segment(&other, 0, across ? FOLD_UNBROKEN : FOLD_LATIN);
        look_and_respell();
        if (message->folded.segment_count != before + 1 + segments ||
            memcmp(message->folded.bytes + message->folded.used - size, alone, size) != 0) {
            fail_on(&other, "read otherwise beside its plain reading");
            CU_FAIL_FATAL("a reading depends on those before it");
        }
    }
    CU_ASSERT_TRUE(written > rounds / 20);
}

/* --- The section ---------------------------------------------------------------------------------------------- */

static void a_sound_index_is_taken(void)
{
    CU_ASSERT_STRING_EQUAL(word_index_verify(&fixture->pack), "");
    struct pack none = fixture->pack;
    none.word_index_size = 0;
    CU_ASSERT_STRING_EQUAL(word_index_verify(&none), "");
}

/* Each byte changed in turn: what is still taken must be harmless. */
static void damaged_indexes_are_refused(void)
{
    struct pack pack = fixture->pack;
    struct tokens tokens;
    unsigned char *section = malloc(pack.word_index_size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(section);
    const struct word_header *header = (const void *)pack.word_index;
    uint32_t filters = sizeof *header, refused = 0;
    for (int i = 0; i < WORD_FILTERS; i++)
        filters += (1u << header->filter_bits[i]) / 8;
    for (uint32_t at = 0; at < pack.word_index_size; at++) {
        bool filter = at >= sizeof *header && at < filters;
        if (filter && pack.word_index[at] == 0 && at % 97 != 0)
            continue; /* a bit more in a filter only lets more through */
        memcpy(section, pack.word_index, pack.word_index_size);
        section[at] ^= filter ? section[at] : (unsigned char)(1 + random_below(255));
        if (section[at] == pack.word_index[at])
            continue;
        pack.word_index = section;
        bool is_refused = word_index_verify(&pack)[0] != 0;
        refused += is_refused;
        if (at < sizeof *header || filter)
            CU_ASSERT_TRUE(is_refused);
        pack.word_index = fixture->pack.word_index;
        if (is_refused)
            continue;
        fixture->pack.word_index = section;
        for (int round = 0; round < 50; round++) {
            random_tokens(&tokens);
            respell_tokens(&tokens);
        }
        fixture->pack.word_index = pack.word_index;
    }
    CU_ASSERT_TRUE(refused > 100);
    for (uint32_t size = 1; size < pack.word_index_size; size += 41) {
        struct pack cut = fixture->pack;
        cut.word_index_size = size;
        CU_ASSERT_STRING_NOT_EQUAL(word_index_verify(&cut), "");
    }
    free(section);
}

static void a_word_that_is_not_in_it_is_noticed(void)
{
    struct pack pack = fixture->pack;
    const struct word_list list = {.words = words, .count = word_count - 1};
    size_t size = word_index_build(&list, NULL, 0);
    unsigned char *section = aligned_alloc(64, (size + 63) / 64 * 64);
    CU_ASSERT_PTR_NOT_NULL_FATAL(section);
    word_index_build(&list, section, size);
    pack.word_index = section;
    pack.word_index_size = (uint32_t)size;
    CU_ASSERT_STRING_EQUAL(word_index_verify(&pack), "a word of the pack is not found by it");
    free(section);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("respell random", make_pack, drop_pack);
    CU_ADD_TEST(suite, a_plain_reference_agrees);
    CU_ADD_TEST(suite, other_readings_are_read_as_if_alone);
    CU_ADD_TEST(suite, a_sound_index_is_taken);
    CU_ADD_TEST(suite, damaged_indexes_are_refused);
    CU_ADD_TEST(suite, a_word_that_is_not_in_it_is_noticed);
    return run_tests();
}
