/*
 * types.c: the registers of message names and content elements (types.h). Read-only data and comparisons.
 */
#include "types.h"

#include <string.h>

struct named {
    const char *name;
    const char *what; /* for people */
};

/*
 * What is no transfer, by message, then by business area; what is read stands in messages.c. What is in none may move
 * money, and is a transfer that cannot be read. Card messages (caaa, cain, catp, casp) are left out on purpose: they
 * move a customer's money.
 */
static const struct named no_transfers[] = {
    {"pacs.002", "status report"},
    {"pacs.003", "direct debit: a collection for the sender's customer, who receives the money"},
    {"pacs.007", "reversal of a direct debit"},
    {"pacs.010", "direct debit between banks"},
    {"pacs.028", "status request"},
    {"pain.002", "status report"},
    {"pain.007", "reversal of a collection"},
    {"pain.008", "the creditor's order for a collection"},
    {"pain.009", "mandate"},
    {"pain.010", "change of a mandate"},
    {"pain.011", "cancellation of a mandate"},
    {"pain.012", "acceptance of a mandate"},
    {"pain.013", "request to pay; the payment that follows is a message of its own"},
    {"pain.014", "status of a request to pay"},
    {"pain.017", "copy of a mandate"},
    {"pain.018", "suspension of a mandate"},
    {"acmt", "account management"},
    {"admi", "administration"},
    {"auth", "reports to authorities"},
    {"caam", "cash machine management"},
    {"cafm", "card file management"},
    {"cafr", "card fraud reports"},
    {"camt", "statements, notices, enquiries, and banks' own liquidity"},
    {"canm", "card network management"},
    {"casr", "card settlement reports"},
    {"catm", "terminal management"},
    {"colr", "collateral"},
    {"fxtr", "foreign exchange trades: the payments are messages of their own"},
    {"head", "a header alone"},
    {"reda", "reference data"},
    {"remt", "remittance advice"},
    {"secl", "securities clearing: the cash that leaves the bank is a payment message of its own"},
    {"seev", "securities events, likewise"},
    {"semt", "securities management"},
    {"sese", "securities settlement, likewise"},
    {"setr", "securities trade, likewise"},
    {"trck", "payment tracking"},
    {"tsin", "trade services: invoices"},
    {"tsmt", "trade services: baselines"},
    {"tsrv", "trade services: guarantees"},
    {"xsys", "SWIFT's own delivery notices"},
};

struct body {
    const char *element;
    const char *message;
};

static const struct body bodies[] = {
    {"FIDrctDbt", "pacs.010"},          {"FIToFIPmtStsRpt", "pacs.002"},
    {"FIToFICstmrDrctDbt", "pacs.003"}, {"FIToFIPmtRvsl", "pacs.007"},
    {"FIToFIPmtStsReq", "pacs.028"},    {"CstmrPmtStsRpt", "pain.002"},
    {"CstmrPmtRvsl", "pain.007"},       {"CstmrDrctDbtInitn", "pain.008"},
    {"CdtrPmtActvtnReq", "pain.013"},   {"CdtrPmtActvtnReqStsRpt", "pain.014"},
    {"RsltnOfInvstgtn", "camt.029"},    {"BkToCstmrAcctRpt", "camt.052"},
    {"BkToCstmrStmt", "camt.053"},      {"BkToCstmrDbtCdtNtfctn", "camt.054"},
    {"CstmrPmtCxlReq", "camt.055"},     {"FIToFIPmtCxlReq", "camt.056"},
    {"NtfctnToRcv", "camt.057"},        {"ChrgsPmtNtfctn", "camt.105"},
    {"ChrgsPmtReq", "camt.106"},        {"RmtAdvc", "remt.001"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool type_is_name(const char *text, size_t length)
{
    static const char form[] = "aaaa.nnn.nnn.nn";
    if (length < TYPE_LENGTH)
        return false;
    for (size_t i = 0; i < TYPE_LENGTH; i++) {
        bool fits = form[i] == 'a' ? is_lower(text[i]) : form[i] == 'n' ? is_digit(text[i]) : text[i] == '.';
        if (!fits)
            return false;
    }
    return length == TYPE_LENGTH || !is_digit(text[TYPE_LENGTH]);
}

const char *type_find(const char *text, size_t length)
{
    for (size_t i = 0; i + TYPE_LENGTH <= length; i++)
        if ((i == 0 || !is_lower(text[i - 1])) && type_is_name(text + i, length - i))
            return text + i;
    return NULL;
}

static bool begins(const char *name, size_t length, const char *with)
{
    size_t part = strlen(with);
    return length >= part && memcmp(name, with, part) == 0;
}

bool type_is_of(const char *name, size_t length, const struct message *message)
{
    return begins(name, length, message->name);
}

static enum type_class classify_version(const char *name, size_t length, const struct message *message)
{
    if (length < TYPE_LENGTH)
        return TYPE_READ;
    int version = (name[13] - '0') * 10 + (name[14] - '0');
    bool variant = memcmp(name + 8, ".001.", 5) == 0;
    return variant && version >= message->first && version <= message->last ? TYPE_READ : TYPE_VERSION;
}

enum type_class type_classify(const char *name, size_t length)
{
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        if (type_is_of(name, length, &iso20022_messages[i]))
            return classify_version(name, length, &iso20022_messages[i]);
    for (size_t i = 0; i < COUNT(no_transfers); i++)
        if (begins(name, length, no_transfers[i].name))
            return TYPE_NO_TRANSFER;
    return TYPE_TRANSFER;
}

static bool is_element(const char *element, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(name, element, length) == 0;
}

const struct message *type_read_body(const char *element, size_t length)
{
    bool type = length == TYPE_LENGTH && type_is_name(element, length);
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        const struct message *message = &iso20022_messages[i];
        if (is_element(element, length, message->body) || is_element(element, length, message->body_before) ||
            (type && type_is_of(element, length, message)))
            return message;
    }
    return NULL;
}

const char *type_of_body(const char *element, size_t length)
{
    const struct message *message = type_read_body(element, length);
    if (message)
        return message->name;
    for (size_t i = 0; i < COUNT(bodies); i++)
        if (is_element(element, length, bodies[i].element))
            return bodies[i].message;
    return NULL;
}

bool type_body_is_transfer(const char *element, size_t length)
{
    const char *message = type_of_body(element, length);
    if (!message)
        return false;
    enum type_class class = type_classify(message, strlen(message));
    return class == TYPE_READ || class == TYPE_TRANSFER;
}

void type_versions(const struct message *message, char text[32])
{
    size_t at = 0;
    for (const char *c = message->name; *c != '\0'; c++)
        text[at++] = *c;
    memcpy(text + at, ".001.00 to .00", 15);
    text[at + 5] = (char)('0' + message->first / 10);
    text[at + 6] = (char)('0' + message->first % 10);
    text[at + 12] = (char)('0' + message->last / 10);
    text[at + 13] = (char)('0' + message->last % 10);
}

void type_list(const void *own, type_row_fn each, void *context)
{
    (void)own;
    char text[32];
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        type_versions(&iso20022_messages[i], text);
        each(context,
             &(struct type_row){.type = text, .treatment = TREATED_AS_TRANSFERS, .note = iso20022_messages[i].what});
    }
    for (size_t i = 0; i < COUNT(no_transfers); i++)
        each(context, &(struct type_row){.type = no_transfers[i].name,
                                         .treatment = TREATED_AS_NO_TRANSFER,
                                         .note = no_transfers[i].what});
    each(context, &(struct type_row){.type = "any other",
                                     .treatment = TREATED_AS_UNREADABLE,
                                     .note = "it may move money; so do card messages (caaa, cain, catp, casp)"});
}
