/*
 * fold_test.c: folding says what fold.h promises: every disguise seen in payments, and how much room it
 * takes. What holds of any text is in fold_random_test.c.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "fold_fixture.h"
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
    {"Ⲡродаю бͷтᴫ", FOLD_PLAIN, " PRODAYU BITL "},
    {"ꛛродам мᴎᴫю", FOLD_CYRILLIC, " PRODAM MILYU "},
    {"∏родам", FOLD_CYRILLIC, " PRODAM "},
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

/* A word in disguise is read so wherever in a longer text it stands. */
static void test_every_place(void)
{
    static const char *const words[] = {"Iedger", "bIockchain", "BlNANCE", "lEDGER", "u$dt", "B1TC0IN", "b(n"};
    char text[300], out[1200];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (uint32_t at = 0; at < 140; at++) {
            const uint32_t length = (uint32_t)strlen(words[i]);
            struct bench bench;
            bench_open(&bench);
            memset(text, 'a', at + length + at % 70);
            text[at] = ' ';
            memcpy(text + at + 1, words[i], length);
            text[at + 1 + length] = ' ';
            const uint32_t end = at + length + 2 + at % 70;
            memset(text + at + length + 2, 'x', at % 70);
            CU_ASSERT_FATAL(bench_fold(&bench, text, end));
            const size_t said = fold_text(FOLD_LATIN, text, end, out, sizeof out);
            const struct folded_segment *second = &bench.folded.segments[1];
            const uint32_t bytes = (bench.folded.segment_count > 2 ? second[1].at : bench.folded.used) - second->at;
            CU_ASSERT_FATAL(bench.folded.segment_count > 1 && second->view == FOLD_LATIN);
            CU_ASSERT_FATAL(bytes <= said);
            bench_close(&bench);
        }
}

#define FOLD_DIGEST 0xe41c0bf2b29a16d6u

/* The table that packs and messages share. When this fails because Unicode data or scripts.c changed what a text folds
 * to, raise FOLD_VERSION and write the new digest here. */
static void test_version(void)
{
    if (fold_digest != FOLD_DIGEST)
        fprintf(stderr, "the folding table's digest is 0x%016llx\n", (unsigned long long)fold_digest);
    CU_ASSERT_EQUAL(FOLD_VERSION, 5);
    CU_ASSERT_EQUAL(fold_digest, FOLD_DIGEST);
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
    CU_ASSERT_FATAL(fold_transfer(&bench.folded, &bench.transfer, NULL));
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

/* Signs that draw letters or stand for words of one, which no reading writes as letters; and those that do not. */
static void test_odd_signs(void)
{
    static const struct {
        const char *text;
        bool odd;
    } signs[] = {
        {"kr|pt() za", true},
        {"aud/\\rym", true},
        {"fu|\\|ds", true},
        {"e><mo", true},
        {"w^llet", true},
        {"|<oin", true},
        {"tra|)e", true},
        {"me|-|a", true},
        {"monet $ birzhi", true},
        {"PUSH @ za", true},
        {"Kvarn (apital", true},
        {"za (a) i (b)", false},
        {"a/b \\ c", false},
        {"100 $ za", false},
        {"za $ 100", false},
        {"a | b + c", false},
        {"US$100, 5^2 -> x", false},
        {"a (b", true},
        {"f(x)", false},
        {"!!! #1", false},
    };
    struct bench bench;
    bench_open(&bench);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        for (int cyrillic = 0; cyrillic < 2; cyrillic++) {
            char text[128];
            snprintf(text, sizeof text, "%s%s", cyrillic ? "оплата " : "", signs[i].text);
            CU_ASSERT_TRUE_FATAL(bench_fold(&bench, text, (uint32_t)strlen(text)));
            if (bench.folded.segments[0].odd_signs != signs[i].odd)
                fprintf(stderr, "%s: %d\n", text, !signs[i].odd);
            CU_ASSERT_EQUAL(bench.folded.segments[0].odd_signs, signs[i].odd);
        }
    static const char *const others[] = {"вывод ¢ биржи", "оплата ¥ за", "kvarn × za"};
    static const char *const amounts[] = {"оплата 500 ₸ за", "сумма € 20", "100 ₽ долг", "«за» № 5 • п"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        CU_ASSERT_TRUE_FATAL(bench_fold(&bench, others[i], (uint32_t)strlen(others[i])));
        CU_ASSERT_TRUE(bench.folded.segments[0].odd_signs);
    }
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        CU_ASSERT_TRUE_FATAL(bench_fold(&bench, amounts[i], (uint32_t)strlen(amounts[i])));
        CU_ASSERT_FALSE(bench.folded.segments[0].odd_signs);
    }
    bench_close(&bench);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("fold", NULL, NULL);
    bool added =
        suite && CU_add_test(suite, "what texts fold to", test_cases) &&
        CU_add_test(suite, "disguises at every place", test_every_place) &&
        CU_add_test(suite, "the table's version", test_version) && CU_add_test(suite, "exact room", test_exact_room) &&
        CU_add_test(suite, "the plain reading always fits", test_plain_always_fits) &&
        CU_add_test(suite, "limits and padding", test_limits) && CU_add_test(suite, "positions", test_positions) &&
        CU_add_test(suite, "signs that draw letters", test_odd_signs);
    return added ? run_tests() : 1;
}
