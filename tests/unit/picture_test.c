/*
 * picture_test.c: payments as people are shown them: fields in pieces, reasons that point at them, and that nothing of
 * whose they are comes out where it is masked: of made-up payments, of the samples, and of the messages of
 * FIATGATE_CORPUS where it names a folder.
 */
#include <CUnit/Basic.h>
#include <ctype.h>

#include "adapters/hosts/cli/replay/findings.h"
#include "adapters/hosts/cli/replay/masking.h"
#include "adapters/hosts/cli/replay/shown.h"
#include "judging_fixture.h"
#include "messages.h"
#include "run_tests.h"

#define KZ_PACK FIATGATE_BINARY_DIR "/kz.fgp"

static const char telling_mt[] =
    "{1:F01TESTKZKAAXXX0000000000}{2:I103TESTDEFFXXXXN}{3:{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}{4:\r\n"
    ":20:REF0001\r\n:23B:CRED\r\n:32A:261121USD1000,00\r\n:50K:/KZ35601A000000012345\r\nAIDAR TESTOV\r\nABAY 12-45\r\n"
    ":57A:TESTDEFFXXX\r\n:59:/DE89370400440532013000\r\nFOREIGN COIN EXCHANGE LTD\r\nBERLIN\r\n"
    ":70:ZA USDT TEL 8 701 123 45 67\r\nivan.usdt@mail.kz KRIPTOVALYUTA\r\n:71A:SHA\r\n-}";

/* The details of the concern, to be freed. */
static Fiatgate__ReplayPayment *detail_at(size_t i)
{
    CU_ASSERT_FATAL(i < outcome.concern_count && outcome.concerns[i].detail != NULL);
    Fiatgate__ReplayPayment *payment =
        fiatgate__replay_payment__unpack(NULL, outcome.concerns[i].detail_length, outcome.concerns[i].detail);
    CU_ASSERT_PTR_NOT_NULL_FATAL(payment);
    return payment;
}

/* A field as a line: what stands for something hidden in braces, the reasons that point at a piece behind it. */
static const char *field_of(const Fiatgate__ReplayPayment *payment, const char *name, Fiatgate__Level level)
{
    static char line[1024];
    size_t used = 0;
    line[0] = '\0';
    for (size_t i = 0; i < payment->n_fields; i++) {
        const Fiatgate__ReplayField *field = payment->fields[i];
        if (strcmp(field->field, name) != 0 ||
            (field->has_level ? field->level : FIATGATE__LEVEL__LEVEL_TRANSFER) != level)
            continue;
        for (size_t k = 0; k < field->n_pieces; k++) {
            const Fiatgate__ReplayPiece *piece = field->pieces[k];
            used += (size_t)snprintf(line + used, sizeof line - used, piece->masked ? "{%s}" : "%s", piece->text);
            for (size_t r = 0; r < piece->n_reasons; r++)
                used += (size_t)snprintf(line + used, sizeof line - used, "<%u>", piece->reasons[r]);
        }
    }
    return line;
}

static const char *own_field(const Fiatgate__ReplayPayment *payment, const char *name)
{
    return field_of(payment, name, FIATGATE__LEVEL__LEVEL_TRANSFER);
}

static void a_payment_in_pieces(void)
{
    plan_anew();
    gates.against = before;
    set_action(gate, VENUE, FG_HOLD);
    add_message("telling.mt", telling_mt);
    run();
    Fiatgate__ReplayPayment *payment = detail_at(0);
    CU_ASSERT_STRING_EQUAL(own_field(payment, "debtor_name"), "{••• •••}");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "debtor_account"), "{•••}");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "message_id"), "{•••}");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "amount"), "1000.00");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "creditor_agent_bic"), "TESTDEFFXXX");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "uetr"), "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a");
    /* Reasons of both sides: the venue's and three words, then the same of the other pack. */
    CU_ASSERT_EQUAL_FATAL(payment->n_reasons, 4);
    CU_ASSERT_EQUAL_FATAL(payment->n_reasons_before, 4);
    CU_ASSERT_STRING_EQUAL(own_field(payment, "creditor_name"), "FOREIGN COIN EXCHANGE LTD<0><4>");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "remittance"),
                           "{••• }USDT<1><5>{ ••• ••• ••• ••• ••• •••\n•••.}{•••}<2><6>{@•••.••• }KRIPTOVALYUTA<3><7>");
    CU_ASSERT_STRING_EQUAL(payment->reasons[0]->rule, "venue");
    CU_ASSERT_STRING_EQUAL(payment->reasons[0]->entry, "venues/fce");
    CU_ASSERT_STRING_EQUAL(payment->reasons[0]->text, "FOREIGN COIN EXCHANGE LTD");
    CU_ASSERT_STRING_EQUAL(payment->reasons[0]->basis, "Invented law, art. 1");
    CU_ASSERT_STRING_EQUAL(payment->reasons[0]->list_as_of, "2026-11-01");
    CU_ASSERT_EQUAL(payment->reasons[0]->action, FIATGATE__ACTION__ACTION_HOLD);
    CU_ASSERT_EQUAL(payment->reasons_before[0]->action, FIATGATE__ACTION__ACTION_BLOCK);
    CU_ASSERT_EQUAL(memcmp(telling_mt + payment->reasons[0]->start, "FOREIGN COIN EXCHANGE LTD", 25), 0);
    CU_ASSERT_STRING_EQUAL(payment->reasons[2]->text, "•••"); /* before "@" */
    fiatgate__replay_payment__free_unpacked(payment, NULL);
    plan.unmasked = true;
    run();
    payment = detail_at(0);
    CU_ASSERT_STRING_EQUAL(own_field(payment, "debtor_name"), "AIDAR TESTOV");
    CU_ASSERT_STRING_EQUAL(own_field(payment, "remittance"),
                           "ZA USDT<1><5> TEL 8 701 123 45 67\nivan.usdt<2><6>@mail.kz KRIPTOVALYUTA<3><7>");
    fiatgate__replay_payment__free_unpacked(payment, NULL);
}

/* Of payments whose draw is above the limit nothing is made, unless their label is not met. */
static void only_of_those_that_may_be_shown(void)
{
    plan_anew();
    add_message("telling.mt", telling_mt);
    atomic_store(&draw_limit, 0);
    run();
    CU_ASSERT_EQUAL(outcome.concern_count, 1);
    CU_ASSERT_PTR_NULL(outcome.concerns[0].detail);
    uint64_t draw = outcome.concerns[0].draw;
    atomic_store(&draw_limit, draw - 1);
    run();
    CU_ASSERT_PTR_NULL(outcome.concerns[0].detail);
    atomic_store(&draw_limit, draw);
    run();
    CU_ASSERT_PTR_NOT_NULL(outcome.concerns[0].detail);
}

#define COVER                                                                                                          \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                     \
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08\"><FICdtTrf><GrpHdr><MsgId>M1</MsgId>"           \
    "<CreDtTm>2026-11-21T10:00:00</CreDtTm></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId>"            \
    "<IntrBkSttlmAmt Ccy=\"EUR\">10.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>"                      \
    "<Dbtr><FinInstnId><BICFI>TESTKZKA</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><BICFI>TESTDEFF</BICFI>"           \
    "</FinInstnId></Cdtr><UndrlygCstmrCdtTrf><Dbtr><Nm>AIDAR TESTOV</Nm></Dbtr><DbtrAcct><Id><IBAN>"                   \
    "KZ35601A000000012345</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>TESTKZKA</BICFI></FinInstnId></DbtrAgt>"   \
    "<CdtrAgt><FinInstnId><BICFI>TESTDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>FOREIGN COIN EXCHANGE LTD</Nm>"      \
    "</Cdtr></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf></Document>"

/* A cover and the customer's transfer that it carries are one payment, the customer is the latter's. */
static void a_cover_with_its_customers_transfer(void)
{
    static const uint8_t nobody[16];
    plan_anew();
    add_message("cover.xml", COVER);
    add_message("venue.mt", MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7"));
    run();
    CU_ASSERT_EQUAL(count_of(SUM_TRANSFERS, ""), 2);
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 2);
    CU_ASSERT_STRING_EQUAL(payment_at(0)->cause_entry, "venues/fce");
    CU_ASSERT_NOT_EQUAL(memcmp(outcome.concerns[0].customer, nobody, 16), 0);
    CU_ASSERT_EQUAL(memcmp(outcome.concerns[0].customer, outcome.concerns[1].customer, 16), 0);
    Fiatgate__ReplayPayment *payment = detail_at(0);
    CU_ASSERT_STRING_EQUAL(own_field(payment, "creditor_name"), "");
    CU_ASSERT_STRING_EQUAL(field_of(payment, "creditor_name", FIATGATE__LEVEL__LEVEL_UNDERLYING),
                           "FOREIGN COIN EXCHANGE LTD<0>");
    CU_ASSERT_STRING_EQUAL(field_of(payment, "debtor_name", FIATGATE__LEVEL__LEVEL_UNDERLYING), "{••• •••}");
    CU_ASSERT_EQUAL(payment->reasons[0]->level, FIATGATE__LEVEL__LEVEL_UNDERLYING);
    fiatgate__replay_payment__free_unpacked(payment, NULL);
}

/* More payments of one message than are looked at at once; each has its own reasons, also those behind what a verdict
 * keeps. */
static void a_large_batch(void)
{
    enum { PAYMENTS = 700 };
    static char text[PAYMENTS * 1200];
    size_t used = (size_t)snprintf(text, sizeof text, "%s", PACS008_HEAD);
    for (int i = 0; i < PAYMENTS; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s",
                                 i % 2 ? PACS008_TRANSFER("B", "HANS MUSTER", "ZA USDT")
                                       : PACS008_TRANSFER("C", "FOREIGN COIN EXCHANGE LTD", "GOODS"));
    snprintf(text + used, sizeof text - used, "%s", PACS008_TAIL);
    plan_anew();
    struct piece *piece = add_message("large.xml", "");
    piece->bytes = (const unsigned char *)text;
    piece->length = strlen(text);
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, PAYMENTS);
    for (size_t i = 0; i < PAYMENTS; i++) {
        Fiatgate__ReplayPayment *payment = detail_at(i);
        CU_ASSERT_EQUAL_FATAL(payment->n_reasons, 1);
        CU_ASSERT_STRING_EQUAL(payment->reasons[0]->rule, i % 2 ? "word" : "venue");
        CU_ASSERT_STRING_EQUAL(payment_at(i)->rule, i % 2 ? "word" : "venue");
        fiatgate__replay_payment__free_unpacked(payment, NULL);
    }
}

static void forget(void *context, uint64_t seq)
{
    ((bool *)context)[seq] = false;
}

/* Of more than a report shows no more are looked at, of each group as many; those with the smallest draws. */
static void no_more_than_a_report_shows(void)
{
    enum { MESSAGES = 230, PAYMENTS = 20 };
    char text[PAYMENTS * 1000] = PACS008_HEAD;
    for (int i = 0; i < PAYMENTS; i++)
        strcat(text, i % 10 ? PACS008_TRANSFER("B", "HANS MUSTER", "ZA USDT")
                            : PACS008_TRANSFER("C", "FOREIGN COIN EXCHANGE LTD", "GOODS"));
    strcat(text, PACS008_TAIL);
    static char names[MESSAGES][16];
    plan_anew();
    for (int i = 0; i < MESSAGES; i++) {
        snprintf(names[i], sizeof names[i], "%d.xml", i);
        struct piece *piece = add_message(names[i], "");
        piece->bytes = (const unsigned char *)text;
        piece->length = strlen(text);
    }
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, MESSAGES * PAYMENTS);
    struct shown *shown = shown_new(REPORT_PAYMENTS);
    static bool kept[MESSAGES * PAYMENTS];
    for (size_t i = 0; i < outcome.concern_count; i++) {
        struct shown_group_key key = {(int)payment_at(i)->change, (int)payment_at(i)->label, payment_at(i)->cause_rule,
                                      payment_at(i)->cause_entry};
        kept[i] = shown_add(shown, &key, outcome.concerns[i].draw, i, forget, kept) == SHOWN_KEPT;
    }
    shown_free(shown);
    size_t made = 0, wanted = 0;
    for (size_t i = 0; i < outcome.concern_count; i++) {
        made += outcome.concerns[i].detail != NULL;
        wanted += kept[i];
        CU_ASSERT_TRUE(!kept[i] || outcome.concerns[i].detail != NULL);
    }
    CU_ASSERT_TRUE(wanted > REPORT_PAYMENTS - 10 && wanted <= REPORT_PAYMENTS);
    CU_ASSERT_TRUE(made >= wanted && made < outcome.concern_count);
}

/* --- nothing of whose it is ----------------------------------------------------------------------------------------
 */

/* Runs of four or more letters and digits in what is hidden, looked for in what is shown. */
#define TELLING 4

/* Spaces and signs beyond ASCII: their bytes are no letters. */
static size_t sign_at(const char *text)
{
    static const char *const signs[] = {"\u00A0", "«", "»", "·", "№", "€", "\u3000"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return strncmp(text, "\xE2\x80", 2) == 0 || strncmp(text, "\xE2\x81", 2) == 0 ? 3 : 0;
}

static size_t word_at(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) ||
           (((unsigned char)text[length] & 0x80) != 0 && sign_at(text + length) == 0))
        length++;
    return length;
}

/* Everything that is shown of a payment, one after the other. */
static void collect_shown(const Fiatgate__ReplayPayment *payment, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < payment->n_fields; i++)
        for (size_t k = 0; k < payment->fields[i]->n_pieces && used < size; k++)
            used += (size_t)snprintf(out + used, size - used, "%s\n", payment->fields[i]->pieces[k]->text);
    for (size_t i = 0; i < payment->n_reasons && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s\n",
                                 payment->reasons[i]->text ? payment->reasons[i]->text : "");
}

/* What may be shown: pieces that something points at, and fields that stay. */
static bool may_show(const Fiatgate__ReplayField *field, const Fiatgate__ReplayPiece *piece, const char *whole)
{
    return piece->n_reasons > 0 || masking_leaves(fg_field_by_name(field->field), whole, strlen(whole));
}

static char everything_shown[1 << 20], allowed[1 << 20], value[1 << 18];

static void join(const Fiatgate__ReplayField *field)
{
    size_t used = 0;
    value[0] = '\0';
    for (size_t k = 0; k < field->n_pieces && used < sizeof value; k++)
        used += (size_t)snprintf(value + used, sizeof value - used, "%s", field->pieces[k]->text);
}

/* open has the same payment unmasked. Returns how many words were looked for. */
static size_t check_payment(const Fiatgate__ReplayPayment *closed, const Fiatgate__ReplayPayment *open,
                            const char *file)
{
    size_t looked = 0, used = 0;
    allowed[0] = '\0';
    collect_shown(closed, everything_shown, sizeof everything_shown);
    for (size_t i = 0; i < open->n_fields; i++) {
        join(open->fields[i]);
        for (size_t k = 0; k < open->fields[i]->n_pieces && used < sizeof allowed; k++)
            if (may_show(open->fields[i], open->fields[i]->pieces[k], value))
                used +=
                    (size_t)snprintf(allowed + used, sizeof allowed - used, "%s\n", open->fields[i]->pieces[k]->text);
    }
    for (size_t i = 0; i < open->n_fields; i++) {
        join(open->fields[i]);
        for (size_t k = 0; k < open->fields[i]->n_pieces; k++) {
            if (may_show(open->fields[i], open->fields[i]->pieces[k], value))
                continue;
            for (const char *at = open->fields[i]->pieces[k]->text; *at;) {
                size_t length = word_at(at);
                char word[512];
                snprintf(word, sizeof word, "%.*s", (int)length, at);
                if (length >= TELLING && length < sizeof word && !strstr(word, "…") && !strstr(allowed, word)) {
                    looked++;
                    if (strstr(everything_shown, word)) {
                        printf("%s: %s is shown: %s\n", file, open->fields[i]->field, word);
                        CU_FAIL("something is shown that should be hidden");
                    }
                }
                at += length > 0 ? length : sign_at(at) > 0 ? sign_at(at) : 1;
            }
        }
    }
    return looked;
}

/* Every payment of the batch, with and without masks. */
static size_t check_batch(void)
{
    struct outcome unmasked = {0};
    struct judging *worker = NULL;
    size_t looked = 0;
    plan.unmasked = true;
    CU_ASSERT_EQUAL_FATAL(judging_open(&worker, &plan, gates), 0);
    judging_run(worker, &batch, &unmasked);
    judging_close(worker);
    plan.unmasked = false;
    run();
    CU_ASSERT_EQUAL_FATAL(unmasked.concern_count, outcome.concern_count);
    for (size_t i = 0; i < outcome.concern_count; i++) {
        Fiatgate__ReplayPayment *closed = detail_at(i);
        const struct concern *concern = &unmasked.concerns[i];
        Fiatgate__ReplayPayment *open = fiatgate__replay_payment__unpack(NULL, concern->detail_length, concern->detail);
        looked += check_payment(closed, open, payment_at(i)->file);
        fiatgate__replay_payment__free_unpacked(closed, NULL);
        fiatgate__replay_payment__free_unpacked(open, NULL);
    }
    outcome_free(&unmasked);
    return looked;
}

/* All payments of a folder are concerned: a list that is long past its age flags each. */
static void check_folder(const char *folder, size_t least)
{
    struct reading *reading = NULL;
    struct reading_settings settings = {.command = "replay", .message_limit = setup.config.limits.message_bytes};
    struct piece_batch read = {0}, kept = batch;
    char *path = (char *)(uintptr_t)folder;
    fg_gate *api = gate;
    snprintf(setup.config.pack_path, sizeof setup.config.pack_path, "%s", KZ_PACK);
    gate = gate_for_test(&setup.config);
    plan_anew();
    setup.facts.as_of = 20261121;
    ((struct pack_meta *)(uintptr_t)pack_of(gate)->meta)->stale_action = FG_FLAG;
    struct pack_list *list = (struct pack_list *)(uintptr_t)&pack_of(gate)->lists[0];
    list->max_age_days = 1;
    list->retrieved_at = 20000101;
    size_t looked = 0, payments = 0;
    CU_ASSERT_EQUAL(reading_open(&reading, &settings, &path, 1), 0);
    while (reading && reading_next(reading, &read)) {
        batch = read;
        looked += check_batch();
        payments += outcome.concern_count;
    }
    printf("%zu payments, %zu words ", payments, looked);
    CU_ASSERT_TRUE(payments >= least);
    CU_ASSERT_TRUE(looked > payments);
    reading_close(reading);
    piece_batch_free(&read);
    batch = kept;
    setup.facts.as_of = 0;
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    gate = api;
}

static void nothing_of_whose_it_is_in_the_samples(void)
{
    check_folder(FIATGATE_SOURCE_DIR "/samples/messages", 20);
}

static void nothing_of_whose_it_is_in_the_corpus(void)
{
    const char *folder = getenv("FIATGATE_CORPUS");
    if (!folder || !*folder) {
        printf("skipped: FIATGATE_CORPUS names no folder ");
        return;
    }
    check_folder(folder, 100);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("pictures", judging_begin, judging_end);
    CU_ADD_TEST(suite, a_payment_in_pieces);
    CU_ADD_TEST(suite, only_of_those_that_may_be_shown);
    CU_ADD_TEST(suite, a_cover_with_its_customers_transfer);
    CU_ADD_TEST(suite, a_large_batch);
    CU_ADD_TEST(suite, no_more_than_a_report_shows);
    CU_ADD_TEST(suite, nothing_of_whose_it_is_in_the_samples);
    CU_ADD_TEST(suite, nothing_of_whose_it_is_in_the_corpus);
    return run_tests();
}
