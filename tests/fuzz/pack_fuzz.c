/*
 * pack_fuzz.c: packs that no compiler wrote. The input is a list of edits to tests/packs/small as it is built, with
 * records of every kind put in (pack_rich.h), five bytes each: where (three bytes, little-endian, wrapping at the
 * file's end), what to do (0 write, 1 add, 2 flip; with bit 7: four bytes are written, all of them the value), the
 * value. After the edits the payload's SHA-256 is made right, so that what lies behind it is reached; an input of odd
 * length leaves it as it is. A pack the loader lets through must open or be refused by its engine, and screen a message
 * without a report of a sanitizer.
 */
#include <openssl/evp.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/unit/gate_fixture.h"
#include "tests/unit/messages.h"
#include "tests/unit/pack_rich.h"
#include "invariants.h"
#include "plugin/judge/pack.h"

#define PACK_BYTES_MAX 262144

/* Together they meet every kind of record that the small pack has. */
static const char mt_venue[] =
    MT103_WITH("MOONVAULT HOLDINGS CO. LTD", "/BIN/200240000028 USDT BUY COINS\r\nKZ40125KZT1000000001 RIVRUS33XXX");
static const char mt_wallet[] =
    MT103_WITH("RIVER TRADE S.A.", "moonvault.example 0x52908400098527886E0F7030069857D2E4169EE7");
static const char pacs_licensee[] = PACS008_HEAD
    "<CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId>"
    "<PmtTpInf><CtgyPurp><Cd>SALA</Cd></CtgyPurp></PmtTpInf>"
    "<IntrBkSttlmAmt Ccy=\"KZT\">1</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>"
    "<Dbtr><Nm>A</Nm></Dbtr>"
    "<Cdtr><Nm>Aspan Limited</Nm><Id><OrgId><LEI>984500TESTVENUE00A39</LEI></OrgId></Id></Cdtr>"
    "<CdtrAcct><Id><IBAN>KZ13125KZT1000000002</IBAN></Id></CdtrAcct>"
    "<UltmtCdtr><Nm>ORBIT EXCHANGE</Nm><Id><OrgId><Othr><Id>200240000028</Id></Othr></OrgId></Id></UltmtCdtr>"
    "<Purp><Prtry>119</Prtry></Purp><RmtInf><Ustrd>крипта на KZ40125KZT1000000001</Ustrd></RmtInf>"
    "</CdtTrfTxInf>" PACS008_TAIL;
static const char *const messages[] = {mt_venue, mt_wallet, pacs_licensee};

static void edit(uint8_t *pack, size_t size, const uint8_t *at)
{
    size_t where = (at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16) % size;
    size_t count = at[3] & 0x80 ? 4 : 1;
    for (size_t i = where; i < where + count && i < size; i++)
        pack[i] = (at[3] & 3) == 0 ? at[4] : (at[3] & 3) == 1 ? (uint8_t)(pack[i] + at[4]) : pack[i] ^ at[4];
}

static void screen_with(fg_gate *gate, const struct gate_config *config)
{
    fg_lane *lane = lane_for_test(gate);
    fg_verdict *verdict = verdict_for_test(gate);
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        size_t length = strlen(messages[i]);
        fg_error error = fg_screen(lane, messages[i], length, NULL, verdict);
        MUST(error == FG_OK || error == FG_NOT_SCREENED);
        MUST(error == FG_OK || fg_verdict_action(verdict) >= (fg_action)config->policy[fg_verdict_cause(verdict)][0]);
        for (uint32_t n = 0; n < fg_verdict_reasons(verdict); n++) {
            fg_reason reason = {.size = sizeof reason};
            MUST(fg_verdict_reason(verdict, n, &reason) == FG_OK && reason.end <= length);
        }
    }
    fg_verdict_free(verdict);
    MUST(fg_lane_close(lane) == FG_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static uint8_t whole[PACK_BYTES_MAX], pack[PACK_BYTES_MAX];
    static size_t size;
    static int file = -1;
    struct gate_config config = config_for_test();
    if (file < 0) {
        FILE *built = fopen(FIATGATE_BINARY_DIR "/tests/small.fgp", "rb");
        MUST(built);
        size = fread(whole, 1, sizeof whole, built);
        fclose(built);
        MUST(size > sizeof(struct pack_frame) && size < sizeof whole);
        unsigned char *rich = rich_pack(whole, &size);
        MUST(size < sizeof whole);
        memcpy(whole, rich, size);
        free(rich);
        file = memfd_create("pack", MFD_CLOEXEC);
        MUST(file >= 0);
    }
    memcpy(pack, whole, size);
    for (size_t at = 0; length - at >= 5; at += 5)
        edit(pack, size, bytes + at);
    struct pack_frame *frame = (struct pack_frame *)pack;
    if (length % 2 == 0)
        EVP_Digest(pack + sizeof *frame, size - sizeof *frame, frame->payload_sha256, NULL, EVP_sha256(), NULL);
    MUST(pwrite(file, pack, size, 0) == (ssize_t)size);
    snprintf(config.pack_path, sizeof config.pack_path, "/proc/self/fd/%d", file);
    config.lanes = 1;
    config.limits.text_bytes = 16384;
    config.limits.fields = 256;
    config.limits.hits = 256;
    config.limits.transfers = 16;
    config.limits.reasons_per_message = 16;
    char why[512] = "";
    fg_gate *gate = NULL;
    fg_error error = gate_open(&config, NULL, NULL, &gate, why, sizeof why);
    MUST(error == FG_OK || error == FG_E_PACK || error == FG_E_ENGINE);
    MUST(length > 0 || error == FG_OK);
    MUST((error == FG_OK) == (gate != NULL) && (error == FG_OK) == (why[0] == '\0'));
    if (gate) {
        screen_with(gate, &config);
        MUST(fg_close(gate) == FG_OK);
    }
    return 0;
}
