/*
 * fold_test.c: folding says what fold.h promises: every disguise seen in payments, and properties over hostile bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "plugin/text/fold.h"
#include "plugin/text/letters.h"
#include "run_tests.h"

struct fold_case {
    const char *text;
    enum fold_view view;
    const char *expected; /* "" = no token */
};

static const struct fold_case cases[] = {
    /* words as they are */
    {"Binance Holdings, Ltd.", FOLD_PLAIN, " BINANCE HOLDINGS LTD "},
    {"  \r\n", FOLD_PLAIN, ""},
    {"", FOLD_PLAIN, ""},
    {"binance.com", FOLD_PLAIN, " BINANCE COM "},
    {"TRC-20 TRC20 TRC 20", FOLD_PLAIN, " TRC 20 TRC20 TRC 20 "},
    {"№884", FOLD_PLAIN, " 884 "},
    {"BINANCE™ Co.", FOLD_PLAIN, " BINANCE CO "},
    {"Łódź straße Æsir café", FOLD_PLAIN, " LODZ STRASSE AESIR CAFE "},
    /* romanisation */
    {"криптовалюта биржа тезер юсдт", FOLD_PLAIN, " KRIPTOVALYUTA BIRZHA TEZER YUSDT "},
    {"щука хлеб цена объявление семья", FOLD_PLAIN, " SHCHUKA KHLEB TSENA OBYAVLENIE SEMYA "},
    {"биткойн биткоин кошелёк кошелек", FOLD_PLAIN, " BITKOIN BITKOIN KOSHELEK KOSHELEK "},
    {"би\xd1\x82ко\xd0\xb8\xcc\x86н", FOLD_PLAIN, " BITKOIN "}, /* a decomposed short i */
    {"әғқңөұүһі ӘҒҚҢӨҰҮҺІ", FOLD_PLAIN, " AGKNOUUHI AGKNOUUHI "},
    {"Ελλάδα", FOLD_PLAIN, " ELLADA "},
    {"比特币", FOLD_PLAIN, " BI TE BI "},
    {"비트코인", FOLD_PLAIN, " BITEUKOIN "},
    {"١٢٣ ۴۵", FOLD_PLAIN, " 123 45 "},
    /* invisible characters, and letters in fancy dress */
    {"U\xe2\x80\x8bS\xe2\x80\x8b"
     "D\xe2\x80\x8bT",
     FOLD_PLAIN, " USDT "},
    {"B\xc2\xadT\xc2\xad"
     "C",
     FOLD_PLAIN, " BTC "},
    {"U\xef\xb8\x8fS\xe2\x80\x8d"
     "D\xef\xbb\xbfT",
     FOLD_PLAIN, " USDT "},
    {"U\xcc\xb6S\xcc\xb6"
     "D\xcc\xb6T\xcc\xb6",
     FOLD_PLAIN, " USDT "},
    {"ＵＳＤＴ", FOLD_PLAIN, " USDT "},
    {"𝐔𝐒𝐃𝐓 𝓑𝓣𝓒 𝟙𝟚", FOLD_PLAIN, " USDT BTC 12 "},
    {"Ⓑⓣⓒ 🅱🅸🅽🅰🅽🅲🅴 ʙɪɴᴀɴᴄᴇ", FOLD_PLAIN, " BTC BINANCE BINANCE "},
    {"USD₮", FOLD_PLAIN, " USDT "},
    {"₿ 0.005", FOLD_PLAIN, " BTC 0 005 "},
    {"₿itcoin", FOLD_LATIN, " BITCOIN "},
    {"🚀🌕 ордер 991", FOLD_PLAIN, " ORDER 991 "},
    /* look-alikes */
    {"ВТС", FOLD_PLAIN, " VTS "},
    {"ВТС", FOLD_LATIN, " BTC "},
    {"ЕТН", FOLD_LATIN, " ETH "},
    {"за ОКХ, ордер", FOLD_LATIN, " ZA OKX ORDER "},
    {"на", FOLD_LATIN, " NA "},
    {"ВTC 0.02", FOLD_LATIN, " BTC 0 02  VTC 0 02 "},
    {"Вinance Ноldings Limited", FOLD_LATIN, " BINANCE HOLDINGS LIMITED  VINANCE NOLDINGS LIMITED "},
    {"Binаnce", FOLD_PLAIN, " BINANCE "},
    {"вуbit", FOLD_LATIN, " BYBIT  VUBIT "},
    {"битcoin", FOLD_LATIN, " BITCOIN  BUTCOIN "},
    {"УSDT", FOLD_PLAIN, " USDT "},
    {"USДT", FOLD_PLAIN, " USDT "},
    {"uѕdt", FOLD_LATIN, " USDT "},
    {"ΤΕΤΗΕR", FOLD_LATIN, " TETHER "},
    {"ᏴᎢᏟ", FOLD_PLAIN, " BTC "},
    {"Ξ 0.3", FOLD_LATIN, " ETH 0 3 "},
    {"Ξth", FOLD_LATIN, " ETH "},
    {"кpиптa", FOLD_CYRILLIC, " KRIPTA "},
    {"кpuпma", FOLD_CYRILLIC, " KRIPMA  KRIPTA "},
    {"TЕЗЕP обмен", FOLD_CYRILLIC, " TEZER OBMEN "},
    /* digits and signs for letters */
    {"b1tc0in", FOLD_LATIN, " BITCOIN "},
    {"u$dt", FOLD_LATIN, " USDT "},
    {"u$dt", FOLD_PLAIN, " U DT "},
    {"$OLANA", FOLD_LATIN, " SOLANA "},
    {"USD₸ 5000₸", FOLD_LATIN, " USDT 5000 "},
    {"USD₸ 5000₸", FOLD_PLAIN, " USD 5000 "},
    {"€thereum", FOLD_LATIN, " ETHEREUM "},
    {"b!tcoin urgent!", FOLD_LATIN, " BITCOIN URGENT "},
    {"8ТС", FOLD_LATIN, " BTC  BTS "},
    {"0KX", FOLD_LATIN, " OKX "},
    {"кр1пта", FOLD_CYRILLIC, " KRIPTA "},
    {"те3ер", FOLD_CYRILLIC, " TEZER  TEEER "},
    {"TE3EP", FOLD_CYRILLIC, " TEZER  TEEER "},
    {"крипt0", FOLD_CYRILLIC, " KRIPTO "},
    {"бирж@", FOLD_CYRILLIC, " BIRZHA "},
    {"TRC20 BEP20 P2P 20шт 1С DN50 INV2024", FOLD_LATIN, " TRC20 BEP20 P2P 20SHT 1S DN50 INV2024 "},
    {"US$100", FOLD_LATIN, " US 100 "},
    {"U5DT USD7 B7C", FOLD_LATIN, " USDT USDT BTC "},
    {"U5D7", FOLD_LATIN, " USDT "},
    /* several signs and digits beside each other, also at the edge of words; but amounts are none */
    {"c®¥₱+0 ₮®@₫€ b1₿@₦k", FOLD_LATIN, " CRYPTO TRADE BIBANK "},
    {"€x(h@$3 u$3r ok× апби+", FOLD_LATIN, " EXCHASE USER OKX APBI "},
    {"к₽u₱₮06u₽жа", FOLD_CYRILLIC, " KRIRTOBIRZHA "},
    {"т€3€₽", FOLD_CYRILLIC, " TEZER  TEEER "},
    {"365c@$h p2₱ µsdt", FOLD_LATIN, " 365CASH P2P USDT  365CASH PZP USDT "},
    {"US$100 10€ $15 +77011234567 18+ 12(3) 100+20", FOLD_LATIN, " US 100 10 15 77011234567 18 12 3 100 20 "},
    {"bit2mine tra2or", FOLD_LATIN, " BIT2MINE TRA2OR  BITZMINE TRAZOR "},
    {"Р2Р на20 кв25", FOLD_LATIN, " P2P NA20 KV25 "},
    {"TRC2O TRC2О ТRС2О", FOLD_LATIN, " TRC20 TRC20 TRC20  TRC20 TRCZ0 TRSZ0 "},
    {"L1M1TED L1TECO1N", FOLD_LATIN, " LIMITED LITECOIN  LIMITED LITECOLN "},
    {"b1nanc3", FOLD_LATIN, " BINANCE "},
    {"8itcoin", FOLD_LATIN, " BITCOIN "},
    {"6иткоин 6ит0к", FOLD_CYRILLIC, " BITKOIN BITOK "},
    {"8инанс", FOLD_CYRILLIC, " VINANS  BINANS "},
    {"7е3ер", FOLD_CYRILLIC, " TEZER  TEEER "},
    {"k0ш3лек", FOLD_LATIN, " KOSHELEK  KOWELEK "},
    {"кр!пта", FOLD_CYRILLIC, " KRIPTA "},
    {"4асы", FOLD_CYRILLIC, " AASY  CHASY "},
    {"bit(oin cryp+o (both)", FOLD_LATIN, " BITCOIN CRYPTO BOTH "},
    {"BI∪ANCE U§DT", FOLD_LATIN, " BIUANCE USDT "},
    {"U₷DT ₳DA £TC ₵oin", FOLD_LATIN, " USDT ADA LTC COIN "},
    {"wa11et so1ana", FOLD_LATIN, " WAIIET SOIANA  WALLET SOLANA "},
    /* a capital I for a small l, and a small l for a capital I */
    {"bIockchain soIana waIIet", FOLD_LATIN, " BIOCKCHAIN SOIANA WAIIET  BLOCKCHAIN SOLANA WALLET "},
    {"Iedger Invoice Ivan", FOLD_LATIN, " IEDGER INVOICE IVAN  LEDGER INVOICE IVAN "},
    {"BlNANCE BlTCOlN", FOLD_LATIN, " BLNANCE BLTCOLN  BINANCE BITCOIN "},
    {"Blnance Limited Al Ltd 5lt", FOLD_LATIN, " BLNANCE LIMITED AL LTD SLT "},
    /* letters that look like two, or are meant by their sound */
    {"BIИANCE", FOLD_LATIN, " BIIANCE  BINANCE "},
    {"УЅDТ", FOLD_LATIN, " YSDT  USDT "},
    {"ßTC ƧOLANA", FOLD_LATIN, " BTC SOLANA "},
    /* alphabets of people who write by shape */
    {"ᑌᔕᗪT ᗷTᑕ", FOLD_PLAIN, " USDT BTC "},
    {"ⲂⲦⲤ ⲃⲧⲥ", FOLD_LATIN, " BTC BTC "},
    {"ꓴꓢꓓꓔ ᏌᏚᎠᎢ", FOLD_PLAIN, " USDT USDT "},
    {"๒เՇ๏เภ", FOLD_LATIN, " BITOIN "},
    {"ʇʎbit", FOLD_PLAIN, " TYBIT "},
    {"𝔘𝔖𝔇𝔗 𝕌𝕊𝔻𝕋 𝖴𝖲𝖣𝖳 𝚄𝚂𝙳𝚃 𝒰𝒮𝒟𝒯 𝑼𝑺𝑫𝑻 ⓊⓈⒹⓉ 🅄🅂🄳🅃 🅤🅢🅓🅣 🆄🆂🅳🆃", FOLD_PLAIN,
     " USDT USDT USDT USDT USDT USDT USDT USDT USDT USDT "},
    {"ᴜsᴅᴛ ᵘˢᵈᵗ ᵁˢᴰᵀ", FOLD_PLAIN, " USDT USDT USDT "},
    {"U\xef\xb8\x8f\xe2\x83\xa3S\xf3\xa0\x81\x81"
     "D\xe3\x85\xa4T",
     FOLD_PLAIN, " USDT "}, /* a keycap, a tag, a Hangul filler */
    /* Kazakh in Latin letters */
    {"ákşa qağaz jürgizuşi jeńil bınance", FOLD_PLAIN, " AKSA QAGAZ JURGIZUSI JENIL BINANCE "},
    {"JÚRGIZÝSHI shyǵarma", FOLD_PLAIN, " JURGIZYSHI SHYGARMA "},
    /* spaced letters */
    {"U🔥S🔥D🔥T", FOLD_JOINED, " USDT "},
    {"U S D T", FOLD_JOINED, " USDT "},
    {"c @ $ h e r", FOLD_JOINED, " CHER  CASHER  SASNEG "},
    {"U|S|D|T", FOLD_JOINED, " USDT "},
    {"у с д т", FOLD_JOINED, " USDT "},
    {"ю с д т", FOLD_JOINED, " YUSDT "},
    {"т е з е р", FOLD_JOINED, " TEZER "},
    {"U.S.D.T", FOLD_JOINED, " USDT "},
    {"к.р.и.п.т.а", FOLD_JOINED, " KRIPTA "},
    {"U_S_D_T / T-R-C-2-0", FOLD_JOINED, " USDT  TRC20  USDTTRC20 "},
    {"U. S-D_T", FOLD_JOINED, " USDT "},
    {"товар U S D T TRC20", FOLD_JOINED, " USDT "},
    {"В Т С", FOLD_JOINED, " VTS  BTC "},
    {"к р 1 п т а", FOLD_JOINED, " KR1PTA  KRIPTA "},
    {"🇺🇸🇩🇹", FOLD_JOINED, " USDT "},
    {"А. С. Иванов", FOLD_JOINED, ""},
    {"1 2 3 4 5", FOLD_JOINED, ""},
    {"比特币", FOLD_JOINED, ""},
    /* what is not UTF-8 separates */
    {"A\xff"
     "B\xc3",
     FOLD_PLAIN, " A B "},
    {"US\xc0\xaf"
     "DT\xed\xa0\x80X\xf4\x90\x80\x80",
     FOLD_PLAIN, " US DT X "},
};

static size_t fold(enum fold_view view, const char *text, char *out, size_t size)
{
    size_t length = fold_text(view, text, strlen(text), out, size - 1);
    CU_ASSERT_FATAL(length < size);
    out[length] = '\0';
    return length;
}

static void test_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[512];
        fold(cases[i].view, cases[i].text, out, sizeof out);
        if (strcmp(out, cases[i].expected) != 0)
            fprintf(stderr, "case %zu: \"%s\" in view %d gives \"%s\", expected \"%s\"\n", i, cases[i].text,
                    (int)cases[i].view, out, cases[i].expected);
        CU_ASSERT_STRING_EQUAL(out, cases[i].expected);
    }
}

#define FOLD_DIGEST 0x7c26c952463df763u

/* The table that packs and messages share. When this fails because Unicode data or scripts.c changed what a text folds
 * to, raise FOLD_VERSION and write the new digest here. */
static void test_version(void)
{
    if (fold_digest != FOLD_DIGEST)
        fprintf(stderr, "the folding table's digest is 0x%016llx\n", (unsigned long long)fold_digest);
    CU_ASSERT_EQUAL(FOLD_VERSION, 3);
    CU_ASSERT_EQUAL(fold_digest, FOLD_DIGEST);
}

static const struct limits limits = {.fields = 8, .text_bytes = 4096, .hits = 16};

/* A transfer and its folded text, each in memory of exactly its size, so that sanitizers see every step past it. */
struct bench {
    void *transfer_memory, *folded_memory;
    struct transfer transfer;
    struct folded folded;
};

static void bench_open(struct bench *bench)
{
    bench->transfer_memory = aligned_alloc(64, (transfer_size(&limits) + 63) / 64 * 64);
    bench->folded_memory = aligned_alloc(64, folded_size(&limits));
    CU_ASSERT_FATAL(bench->transfer_memory && bench->folded_memory);
    memset(bench->folded_memory, 0xEE, folded_size(&limits));
    transfer_place(&bench->transfer, bench->transfer_memory, &limits);
    folded_place(&bench->folded, bench->folded_memory, &limits);
}

static void bench_close(struct bench *bench)
{
    free(bench->transfer_memory);
    free(bench->folded_memory);
}

static bool bench_fold(struct bench *bench, const void *text, uint32_t length)
{
    transfer_reset(&bench->transfer);
    CU_ASSERT_FATAL(transfer_put(&bench->transfer, FG_FIELD_REMITTANCE, text, length, 0));
    return fold_transfer(&bench->folded, &bench->transfer);
}

static uint64_t random_state = 0x9E3779B97F4A7C15u;

static uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) % limit);
}

/* Pieces of which hostile text is made, beside random bytes. */
static const char *const pieces[] = {
    "U",        "S",  "d", "t", "В", "Т",  "С", "щ",   "ю", "ъ",  "1",  "0", "20", "$", "@", "!",
    " ",        "  ", ".", "_", "-", "\n", "Ξ", "₿", "₮", "比", "가", "🇺", "ﬃ",  "½", "™", "\xe2\x80\x8b",
    "\xcc\x81", "ﷺ",  "🚀", "x", "I", "l",  "ß", "ь",   "(", "и",  "∪",  "7", "Ʒ"};

static uint32_t random_text(unsigned char *text, uint32_t size)
{
    uint32_t length = 0, wanted = 1 + random_below(size - 16);
    bool raw = random_below(4) == 0;
    while (length < wanted) {
        if (raw) {
            text[length++] = (unsigned char)random_below(256);
            continue;
        }
        const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
        memcpy(text + length, piece, strlen(piece));
        length += (uint32_t)strlen(piece);
    }
    return length;
}

/* " TOKEN TOKEN ", segments with two spaces between. */
static bool is_well_formed(const unsigned char *text, size_t length)
{
    if (length && (length < 3 || text[0] != ' ' || text[length - 1] != ' ' || text[1] == ' '))
        return false;
    for (size_t i = 0; i < length; i++) {
        bool letter = (text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9');
        if (!letter && text[i] != ' ')
            return false;
        if (i >= 2 && text[i] == ' ' && text[i - 1] == ' ' && text[i - 2] == ' ')
            return false;
    }
    return true;
}

static void check_tokens(const struct folded *folded, uint32_t value_length)
{
    for (uint32_t i = 0; i < folded->token_count; i++) {
        const struct folded_token *token = &folded->tokens[i];
        CU_ASSERT_FATAL(token->from < token->to && token->to <= value_length);
        CU_ASSERT_FATAL(token->at > 0 && token->at < folded->used);
        CU_ASSERT_FATAL(folded->bytes[token->at - 1] == ' ' && folded->bytes[token->at] != ' ');
        CU_ASSERT_FATAL(i == 0 || token->at > token[-1].at);
        CU_ASSERT_FATAL(folded_token_at(folded, token->at) == i);
        CU_ASSERT_FATAL(folded_token_at(folded, token->at - 1) == i);
    }
}

static uint32_t tokens_end(const struct folded *folded, uint32_t segment)
{
    return segment + 1 < folded->segment_count ? folded->segments[segment + 1].first_token : folded->token_count;
}

/* One past the last byte of tokens up to one: behind it stands a space. */
static uint32_t bytes_end(const struct folded *folded, uint32_t token)
{
    uint32_t at = folded->tokens[token].at;
    while (folded->bytes[at] != ' ')
        at++;
    return at;
}

/* Whether tokens are the same, in bytes, place and number, as those of a row elsewhere. */
static bool is_same_row(const struct folded *folded, uint32_t first, uint32_t count, uint32_t other)
{
    uint32_t at = folded->tokens[first].at, length = bytes_end(folded, first + count - 1) - at;
    uint32_t there = folded->tokens[other].at, there_length = bytes_end(folded, other + count - 1) - there;
    bool same = length == there_length && memcmp(folded->bytes + at, folded->bytes + there, length) == 0;
    for (uint32_t i = 0; same && i < count; i++)
        same = folded->tokens[first + i].from == folded->tokens[other + i].from &&
               folded->tokens[first + i].to == folded->tokens[other + i].to;
    return same;
}

/* Whether a row of tokens of a segment stands in another of its value, at its start and end where it does so here. */
static bool stands_in(const struct folded *folded, uint32_t segment, uint32_t first, uint32_t count, uint32_t other)
{
    const struct folded_segment *here = &folded->segments[segment], *there = &folded->segments[other];
    const uint32_t here_end = tokens_end(folded, segment), there_end = tokens_end(folded, other);
    const bool starts = first == here->first_token && !here->goes_on_before;
    const bool ends = first + count == here_end && !here->goes_on_behind;
    if (here->value != there->value)
        return false;
    for (uint32_t at = there->first_token; at + count <= there_end; at++)
        if (is_same_row(folded, first, count, at) &&
            (!starts || (at == there->first_token && !there->goes_on_before)) &&
            (!ends || (at + count == there_end && !there->goes_on_behind)))
            return true;
    return false;
}

/* Rows of tokens that are said again stand in a segment before theirs: none of it says nothing but what it lacks. Those
 * of the value behind, which have no bytes, are not looked at. */
static void check_again(const struct folded *folded)
{
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        uint32_t end = tokens_end(folded, i), first = folded->segments[i].first_token;
        for (uint32_t token = first; token < end; token++) {
            bool again = folded->tokens[token].again, behind = folded->tokens[token].from == folded->tokens[token].to;
            bool goes_on = token + 1 < end && folded->tokens[token + 1].again &&
                           folded->tokens[token + 1].from < folded->tokens[token + 1].to;
            CU_ASSERT_FATAL(!again ||
                            (folded->segments[i].view != FOLD_PLAIN && folded->segments[i].view != FOLD_JOINED));
            if (again && goes_on && !behind)
                continue;
            bool found = !again || behind;
            for (uint32_t k = 0; k < i && !found; k++)
                found = stands_in(folded, i, first, token + 1 - first, k);
            CU_ASSERT_FATAL(found);
            first = token + 1;
        }
    }
}

/* The letters of tokens [first, end), without spaces; how many. */
static uint32_t letters_of(const struct folded *folded, uint32_t first, uint32_t end, char *out)
{
    uint32_t count = 0;
    for (uint32_t at = folded->tokens[first].at; at < bytes_end(folded, end - 1); at++)
        if (folded->bytes[at] != ' ')
            out[count++] = (char)folded->bytes[at];
    return count;
}

/* Whether a window says what stands in a reading between the same bytes, with fewer spaces. */
static bool is_window_of(const struct folded *folded, uint32_t window, uint32_t reading)
{
    static char joined[65536], broken[65536];
    const struct folded_segment *segment = &folded->segments[window], *other = &folded->segments[reading];
    uint32_t end = tokens_end(folded, window), other_end = tokens_end(folded, reading);
    uint32_t first = other->first_token, last = other_end - 1;
    while (first < other_end && folded->tokens[first].from != folded->tokens[segment->first_token].from)
        first++;
    while (last > first && folded->tokens[last].to != folded->tokens[end - 1].to)
        last--;
    if (other->view >= FOLD_JOINED || other->value != segment->value || first == other_end)
        return false;
    uint32_t length = letters_of(folded, segment->first_token, end, joined);
    return letters_of(folded, first, last + 1, broken) == length && memcmp(joined, broken, length) == 0 &&
           segment->goes_on_before == (first > other->first_token) && segment->goes_on_behind == (last + 1 < other_end);
}

/* FOLD_UNBROKEN are windows around new tokens, of which there are no more to the first and behind the last than fold.h
 * says; other readings are whole. */
static void check_windows(const struct folded *folded)
{
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        uint32_t first = segment->first_token, end = tokens_end(folded, i), last = end - 1;
        if (segment->view != FOLD_UNBROKEN) {
            CU_ASSERT_FATAL(!segment->goes_on_before && !segment->goes_on_behind);
            continue;
        }
        bool found = false;
        for (uint32_t k = 0; k < i && !found; k++)
            found = is_window_of(folded, i, k);
        CU_ASSERT_FATAL(found);
        while (first < end && folded->tokens[first].again)
            first++;
        CU_ASSERT_FATAL(first < end);
        while (folded->tokens[last].again)
            last--;
        CU_ASSERT_FATAL(!segment->goes_on_before || first - segment->first_token == WINDOW_TOKENS);
        CU_ASSERT_FATAL(!segment->goes_on_behind || end - 1 - last == WINDOW_TOKENS);
    }
}

/* Whether a segment stands among those of a text in a view. */
static bool is_among(const unsigned char *segment, size_t length, const char *text, size_t text_length)
{
    for (size_t at = 0; at + length <= text_length; at++) {
        bool begins = at == 0 || (text[at - 1] == ' ' && text[at] == ' ');
        bool ends = at + length == text_length || (text[at + length - 1] == ' ' && text[at + length] == ' ');
        if (begins && ends && memcmp(text + at, segment, length) == 0)
            return true;
    }
    return false;
}

/* What fold_transfer wrote in a view is among what fold_text says in it; and the whole first reading of fold_text is
 * among the segments of the transfer, in whatever view it was written first. */
static void check_agreement(const struct folded *folded, const unsigned char *text, uint32_t length)
{
    static char views[FOLD_VIEWS][65536];
    size_t lengths[FOLD_VIEWS];
    bool seen[FOLD_VIEWS] = {false};
    for (enum fold_view view = FOLD_PLAIN; view < FOLD_UNBROKEN; view++) {
        lengths[view] = fold_text(view, (const char *)text, length, views[view], sizeof views[view]);
        CU_ASSERT_FATAL(lengths[view] <= sizeof views[view]);
        CU_ASSERT_FATAL(is_well_formed((unsigned char *)views[view], lengths[view]));
    }
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        uint32_t end = i + 1 < folded->segment_count ? segment[1].at : folded->used;
        const unsigned char *bytes = folded->bytes + segment->at;
        size_t part = end - segment->at;
        CU_ASSERT_FATAL(folded_segment_at(folded, segment->at) == segment);
        CU_ASSERT_FATAL(folded_segment_at(folded, end - 1) == segment);
        CU_ASSERT_FATAL(segment->value == 0);
        if (segment->view == FOLD_UNBROKEN)
            continue;
        CU_ASSERT_FATAL(part == 1 || is_among(bytes, part, views[segment->view], lengths[segment->view]));
        for (enum fold_view view = FOLD_PLAIN; view < FOLD_JOINED; view++)
            seen[view] |= lengths[view] >= part && memcmp(views[view], bytes, part) == 0;
    }
    for (enum fold_view view = FOLD_PLAIN; view < FOLD_JOINED; view++)
        CU_ASSERT_FATAL(seen[view] || lengths[view] == 0 || lengths[FOLD_PLAIN] == 0);
}

/* Which readings a segment of each view has. */
static void check_readings(const struct folded *folded)
{
    static const uint8_t least[] = {0, READING_LOOK_ALIKE, READING_LOOK_ALIKE, READING_SPACED, READING_BROKEN};
    static const uint8_t most[] = {0, READING_LOOK_ALIKE, READING_LOOK_ALIKE, READING_SPACED | READING_LOOK_ALIKE,
                                   READING_BROKEN | READING_LOOK_ALIKE};
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        CU_ASSERT_FATAL(segment->view <= FOLD_UNBROKEN);
        CU_ASSERT_FATAL((segment->readings & least[segment->view]) == least[segment->view]);
        CU_ASSERT_FATAL((segment->readings & ~most[segment->view]) == 0);
    }
}

static void test_hostile_bytes(void)
{
    struct bench bench;
    bench_open(&bench);
    for (int round = 0; round < 20000; round++) {
        unsigned char text[300];
        uint32_t length = random_text(text, sizeof text);
        CU_ASSERT_FATAL(bench_fold(&bench, text, length));
        CU_ASSERT_FATAL(is_well_formed(bench.folded.bytes, bench.folded.used));
        check_tokens(&bench.folded, length);
        check_agreement(&bench.folded, text, length);
        check_again(&bench.folded);
        check_windows(&bench.folded);
        check_readings(&bench.folded);
    }
    bench_close(&bench);
}

/* Folding what was folded changes nothing. */
static void test_idempotent(void)
{
    for (int round = 0; round < 5000; round++) {
        unsigned char text[200];
        char once[1024], twice[1024];
        uint32_t length = random_text(text, sizeof text);
        size_t first = fold_text(FOLD_PLAIN, (const char *)text, length, once, sizeof once);
        size_t second = fold_text(FOLD_PLAIN, once, first, twice, sizeof twice);
        CU_ASSERT_FATAL(first == second && memcmp(once, twice, first) == 0);
    }
}

/* Exactly the room it needs is enough; one byte less is told, and nothing is written past it. */
static void test_exact_room(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].expected);
        for (size_t room = 0; room <= length; room++) {
            char *out = malloc(room + 1);
            CU_ASSERT_FATAL(out != NULL);
            out[room] = '#';
            size_t got = fold_text(cases[i].view, cases[i].text, strlen(cases[i].text), out, room);
            if (room < length)
                CU_ASSERT_EQUAL(got, room + 1);
            if (length && cases[i].view == FOLD_PLAIN &&
                room >= length) /* others are tried and taken back: they need room, too */
                CU_ASSERT_EQUAL(got, length);
            CU_ASSERT_EQUAL(out[room], '#');
            free(out);
        }
    }
}

/* The plain reading of any code point, over and over, stays within 5/2 of its bytes and the space before it. */
static void test_plain_always_fits(void)
{
    struct bench bench;
    bench_open(&bench);
    for (uint32_t code_point = 0; code_point < 0x110000; code_point += code_point < 0x3000 ? 1 : 37) {
        unsigned char text[400];
        uint32_t length = 0;
        while (length + 5 < sizeof text) {
            if (code_point < 0x80) {
                text[length++] = (unsigned char)code_point;
            } else if (code_point < 0x800) {
                text[length++] = (unsigned char)(0xC0 | code_point >> 6);
                text[length++] = (unsigned char)(0x80 | (code_point & 0x3F));
            } else if (code_point < 0x10000) {
                text[length++] = (unsigned char)(0xE0 | code_point >> 12);
                text[length++] = (unsigned char)(0x80 | (code_point >> 6 & 0x3F));
                text[length++] = (unsigned char)(0x80 | (code_point & 0x3F));
            } else {
                text[length++] = (unsigned char)(0xF0 | code_point >> 18);
                text[length++] = (unsigned char)(0x80 | (code_point >> 12 & 0x3F));
                text[length++] = (unsigned char)(0x80 | (code_point >> 6 & 0x3F));
                text[length++] = (unsigned char)(0x80 | (code_point & 0x3F));
            }
        }
        char out[sizeof text * LETTER_GROWTH / 2 + 2];
        size_t room = (size_t)length * LETTER_GROWTH / 2 + 2;
        size_t used = fold_text(FOLD_PLAIN, (const char *)text, length, out, room);
        if (used > room)
            fprintf(stderr, "U+%04X does not fit\n", (unsigned)code_point);
        CU_ASSERT_FATAL(used <= room && is_well_formed((unsigned char *)out, used));
    }
    bench_close(&bench);
}

/* Full to the last byte with one hostile piece: it fits or says so, and the padding stays as it was. */
static void test_limits(void)
{
    struct bench bench;
    bench_open(&bench);
    static const unsigned char zeros[FOLD_PADDING];
    static const char *const fillers[] = {"щ ", "a ", "ВТС ", "a1b ", "比", "x", "щ.", "₿", "Ξ ", "а b ", "u$dt "};
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        static unsigned char text[4096];
        uint32_t piece = (uint32_t)strlen(fillers[i]), length = 0;
        for (; length + piece <= sizeof text; length += piece)
            memcpy(text + length, fillers[i], piece);
        bool fits = bench_fold(&bench, text, length);
        if (fits)
            check_tokens(&bench.folded, length);
        CU_ASSERT(bench.folded.used <= bench.folded.limit && bench.folded.token_count <= bench.folded.token_limit);
        CU_ASSERT(memcmp(bench.folded.bytes - FOLD_PADDING, zeros, FOLD_PADDING) == 0);
        CU_ASSERT(memcmp(bench.folded.bytes + bench.folded.limit, zeros, FOLD_PADDING) == 0);
    }
    bench_close(&bench);
}

/* Positions of tokens, and which fields are folded. */
static void test_positions(void)
{
    struct bench bench;
    bench_open(&bench);
    transfer_reset(&bench.transfer);
    CU_ASSERT(transfer_put(&bench.transfer, FG_FIELD_CREDITOR_ACCOUNT, "KZ00", 4, 0));
    CU_ASSERT(transfer_put(&bench.transfer, FG_FIELD_CREDITOR_NAME, "Иван", 8, 4));
    CU_ASSERT(transfer_put(&bench.transfer, FG_FIELD_REMITTANCE, "за ВТС!", 12, 12));
    CU_ASSERT_FATAL(fold_transfer(&bench.folded, &bench.transfer));
    const char *expected = " IVAN  ZA VTS  ZA BTC ";
    CU_ASSERT_EQUAL_FATAL(bench.folded.used, strlen(expected));
    CU_ASSERT(memcmp(bench.folded.bytes, expected, bench.folded.used) == 0);
    CU_ASSERT_EQUAL_FATAL(bench.folded.segment_count, 3);
    CU_ASSERT_EQUAL(bench.folded.segments[0].value, 1);
    CU_ASSERT_EQUAL(bench.folded.segments[1].value, 2);
    CU_ASSERT_EQUAL(bench.folded.segments[1].view, FOLD_PLAIN);
    CU_ASSERT_EQUAL(bench.folded.segments[2].view, FOLD_LATIN);
    CU_ASSERT_EQUAL(bench.folded.segments[2].first_token, 3);
    const struct folded_token *token = &bench.folded.tokens[4];
    CU_ASSERT(token->from == 5 && token->to == 11);
    CU_ASSERT_EQUAL(folded_token_at(&bench.folded, bench.folded.used - 1), bench.folded.token_count);
    bench_close(&bench);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("fold", NULL, NULL);
    bool added =
        suite && CU_add_test(suite, "what texts fold to", test_cases) &&
        CU_add_test(suite, "the table's version", test_version) &&
        CU_add_test(suite, "hostile bytes", test_hostile_bytes) &&
        CU_add_test(suite, "folding twice", test_idempotent) && CU_add_test(suite, "exact room", test_exact_room) &&
        CU_add_test(suite, "the plain reading always fits", test_plain_always_fits) &&
        CU_add_test(suite, "limits and padding", test_limits) && CU_add_test(suite, "positions", test_positions);
    return added ? run_tests() : 1;
}
