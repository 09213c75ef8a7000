/*
 * tables.c: each element that the tables name is read where it stands, into the field that the map says, in each of the
 * messages; and the map and the list of types tell what reading does.
 */
#include "adapters/formats/iso20022/map.h"
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

/* A message with one place for each kind of path: %s in the header, in the group, in the transfer, in the underlying
 * transfer, and behind. */
struct skeleton {
    const struct message *message;
    const char *start, *group, *transfer, *underlying, *rest, *end;
};

#define PARTY     "<Cdtr><Nm>N</Nm></Cdtr>"
#define BANK      "<Cdtr><FinInstnId><Nm>N</Nm></FinInstnId></Cdtr>"
#define TEXT_SIGN "A1"

static const struct skeleton skeletons[MESSAGE_COUNT] = {
    {&iso20022_messages[0], "<FIToFICstmrCdtTrf>", "", "<CdtTrfTxInf>" AMOUNT PARTY, "", "</CdtTrfTxInf>",
     "</FIToFICstmrCdtTrf>"},
    {&iso20022_messages[1], "<FICdtTrf>", "", "<CdtTrfTxInf>" AMOUNT BANK, "<UndrlygCstmrCdtTrf>" PARTY,
     "</UndrlygCstmrCdtTrf></CdtTrfTxInf>", "</FICdtTrf>"},
    {&iso20022_messages[2], "<PmtRtr>", "", "<TxInf><RtrdIntrBkSttlmAmt Ccy='EUR'>1</RtrdIntrBkSttlmAmt>", "",
     "</TxInf>", "</PmtRtr>"},
    {&iso20022_messages[3], "<CstmrCdtTrfInitn>", "<PmtInf>",
     "<CdtTrfTxInf><Amt><InstdAmt Ccy='EUR'>1</InstdAmt></Amt>" PARTY, "", "</CdtTrfTxInf></PmtInf>",
     "</CstmrCdtTrfInitn>"},
};

/* The path's elements, and a text in the innermost. */
static void write_path(char *out, const char *path, const char *text)
{
    char close[1024] = "";
    for (const char *at = path; *at != '\0'; at += *at == '/') {
        size_t length = strcspn(at, "/"), shown = at[length - 1] == '!' ? length - 1 : length;
        char before[1024];
        out += sprintf(out, "<%.*s>", (int)shown, at);
        snprintf(before, sizeof before, "%s", close);
        snprintf(close, sizeof close, "</%.*s>%.900s", (int)shown, at, before);
        at += length;
    }
    sprintf(out, "%s%s", text, close);
}

static const char *behind(const char *path, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(path, prefix, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

static void write_message(char *out, const struct skeleton *s, const char *path, const char *text)
{
    const struct message *message = s->message;
    char parts[5][2048] = {"", "", "", "", ""};
    char place[64];
    const char *rest;
    snprintf(place, sizeof place, "%s%s%s", message->group ? message->group : "", message->group ? "/" : "",
             message->transfer);
    if ((rest = behind(path, place)) != NULL) {
        const char *covered = message->underlying ? behind(rest, message->underlying) : NULL;
        if (message->chain && strchr(rest, '!'))
            strcpy(parts[2], "<RtrChain/>");
        write_path(parts[covered ? 3 : 2] + strlen(parts[2]) * !covered, covered ? covered : rest, text);
    } else if (message->group && (rest = behind(path, message->group)) != NULL) {
        write_path(parts[1], rest, text);
    } else {
        write_path(parts[strncmp(path, "GrpHdr", 6) == 0 ? 0 : 4], path, text);
    }
    sprintf(out, "%s%s%s%s%s%s%s%s%s%s%s", s->start, parts[0], s->group, parts[1], s->transfer, parts[2], s->underlying,
            parts[3], s->rest, parts[4], s->end);
}

/* Whether the last transfer has that text in the field. */
static bool has_text(fg_field field, const char *text)
{
    for (uint32_t i = 0; i < lane.transfer.value_count; i++) {
        const struct field_value *value = &lane.transfer.values[i];
        if (value->field == field && value->length == strlen(text) &&
            memcmp(transfer_text(&lane.transfer, value), text, value->length) == 0)
            return true;
    }
    return false;
}

static bool is_in_any_field(const char *text)
{
    for (int field = 1; field < FG_FIELD_LIMIT; field++)
        if (has_text((fg_field)field, text))
            return true;
    return false;
}

static unsigned checked;

static void check_element(void *context, const char *path, uint8_t field)
{
    const struct skeleton *s = context;
    /* Amounts are tested elsewhere: a second one is an error. */
    if (strchr(path, '@') || field == FG_FIELD_AMOUNT)
        return;
    const char *text = field == FG_FIELD_SETTLEMENT_DATE ? "2026-11-21" : TEXT_SIGN;
    /* What holds further transfers is no place for text. */
    const char *last = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    if (strcmp(last, s->message->transfer) == 0 || (s->message->group && strcmp(last, s->message->group) == 0) ||
        (s->message->underlying && strcmp(last, s->message->underlying) == 0 && !strstr(path, "OrgnlTxRef")))
        return;
    char message[8192];
    write_message(message, s, path, text);
    bool read = lane_first(&lane, message, strlen(message)) == READ_TRANSFER;
    if (read && s->message->underlying) {
        bool in_cover = has_text((fg_field)field, text); /* the cover's own, unless the second has it */
        read = lane_next(&lane) == READ_TRANSFER;
        CU_ASSERT_EQUAL(lane.transfer.level, LEVEL_UNDERLYING);
        if (in_cover && field != FG_FIELD_NONE && !has_text((fg_field)field, text)) {
            CU_ASSERT_EQUAL(lane.warnings.unmapped, 0);
            CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
            checked++;
            return;
        }
    }
    bool found = field == FG_FIELD_NONE ? !is_in_any_field(text) : has_text((fg_field)field, text);
    if (!read || !found || lane.warnings.unmapped != 0)
        printf("\n    %s %s: field %d: read %d, found %d, %u unmapped: %s", s->message->name, path, field, read, found,
               lane.warnings.unmapped, lane.error.text);
    CU_ASSERT_TRUE(read && found && lane.warnings.unmapped == 0);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
    checked++;
}

static void test_every_element(void)
{
    checked = 0;
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        each_element(skeletons[i].message->rows, check_element, (void *)&skeletons[i]);
    printf("(%u) ", checked);
    CU_ASSERT_TRUE(checked > 8000);
}

static void check_header_element(void *context, const char *path, uint8_t field)
{
    (void)context;
    char element[2048], message[4096];
    if (strchr(path, '@'))
        return;
    write_path(element, path, TEXT_SIGN);
    snprintf(message, sizeof message,
             "<E><AppHdr>%s</AppHdr><FIToFICstmrCdtTrf>" PAID_TO("N") "</FIToFICstmrCdtTrf></E>", element);
    CU_ASSERT_EQUAL(lane_first(&lane, message, strlen(message)), READ_TRANSFER);
    bool found = field == FG_FIELD_NONE ? !is_in_any_field(TEXT_SIGN) : has_text((fg_field)field, TEXT_SIGN);
    if (!found || lane.warnings.unmapped != 0)
        printf("\n    AppHdr %s: field %d: found %d", path, field, found);
    CU_ASSERT_TRUE(found && lane.warnings.unmapped == 0);
    checked++;
}

static void test_every_header_element(void)
{
    checked = 0;
    each_element(iso20022_header, check_header_element, NULL);
    printf("(%u) ", checked);
    CU_ASSERT_TRUE(checked > 300);
}

struct told {
    unsigned rows, without_why;
    bool creditor, currency, underlying, nothing;
};

static void take_row(void *context, const struct map_row *row)
{
    struct told *told = context;
    told->rows++;
    told->without_why += row->field == FG_FIELD_NONE && row->note[0] == '\0';
    told->creditor = told->creditor ||
                     (strcmp(row->types, "pain.001.001.02 to .12") == 0 &&
                      strcmp(row->source, "PmtInf/CdtTrfTxInf/Cdtr/Nm") == 0 && row->field == FG_FIELD_CREDITOR_NAME);
    told->currency = told->currency ||
                     (strcmp(row->types, "pacs.008.001.01 to .13") == 0 &&
                      strcmp(row->source, "CdtTrfTxInf/IntrBkSttlmAmt@Ccy") == 0 && row->field == FG_FIELD_CURRENCY);
    told->underlying = told->underlying || (strcmp(row->types, "pacs.009.001.01 to .12") == 0 &&
                                            strcmp(row->source, "CdtTrfTxInf/UndrlygCstmrCdtTrf/Dbtr/Nm") == 0 &&
                                            row->field == FG_FIELD_DEBTOR_NAME);
    told->nothing = told->nothing || (strcmp(row->source, "AppHdr/BizSvc") == 0 && row->field == FG_FIELD_NONE);
    CU_ASSERT_PTR_NULL(strchr(row->source, '!'));
    CU_ASSERT_STRING_NOT_EQUAL(row->source, MAP_TOO_LONG);
}

static void test_map(void)
{
    struct told told = {0};
    iso20022_format.map(NULL, take_row, &told);
    CU_ASSERT_TRUE(told.rows > 500);
    CU_ASSERT_EQUAL(told.without_why, 0);
    CU_ASSERT_TRUE(told.creditor && told.currency && told.underlying && told.nothing);
}

static void take_type(void *context, const struct type_row *row)
{
    bool *seen = context;
    if (strcmp(row->type, "pacs.004.001.01 to .14") == 0)
        seen[0] = row->treatment == TREATED_AS_TRANSFERS;
    if (strcmp(row->type, "pacs.003") == 0)
        seen[1] = row->treatment == TREATED_AS_NO_TRANSFER;
    if (strcmp(row->type, "any other") == 0)
        seen[2] = row->treatment == TREATED_AS_UNREADABLE;
    CU_ASSERT_TRUE(row->note[0] != '\0');
}

static void test_types(void)
{
    bool seen[3] = {false, false, false};
    iso20022_format.types(NULL, take_type, seen);
    CU_ASSERT_TRUE(seen[0] && seen[1] && seen[2]);
}

static int set_up(void)
{
    return !lane_open(&lane, &usual_limits);
}

static int tear_down(void)
{
    lane_close(&lane);
    return 0;
}

void add_table_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: tables", set_up, tear_down);
    CU_add_test(suite, "every element of every message", test_every_element);
    CU_add_test(suite, "every element of AppHdr", test_every_header_element);
    CU_add_test(suite, "map", test_map);
    CU_add_test(suite, "types", test_types);
}
