/*
 * types.c: the registers of message names and content elements (types.h). Read-only data and comparisons.
 */
#include "types.h"

#include <string.h>

struct named {
    const char *name;
    enum type_class class;
    const char *what; /* for people */
};

/*
 * By message, then by business area; those that are read stand in messages.c. What is in none may move money, and is a
 * transfer that cannot be read. Card messages (caaa, cain, catp, casp) are left out on purpose: they move a customer's
 * money.
 */
static const struct named messages[] = {
    {"pacs.002", TYPE_NO_TRANSFER, "status report"},
    {"pacs.003", TYPE_NO_TRANSFER, "direct debit: a collection for the sender's customer, who receives the money"},
    {"pacs.007", TYPE_NO_TRANSFER, "reversal of a direct debit"},
    {"pacs.028", TYPE_NO_TRANSFER, "status request"},
    {"pacs.010", TYPE_NO_TRANSFER, "direct debit between banks"},
    {"pain.002", TYPE_NO_TRANSFER, "status report"},
    {"pain.007", TYPE_NO_TRANSFER, "reversal of a collection"},
    {"pain.008", TYPE_NO_TRANSFER, "the creditor's order for a collection"},
    {"pain.009", TYPE_NO_TRANSFER, "mandate"},
    {"pain.010", TYPE_NO_TRANSFER, "change of a mandate"},
    {"pain.011", TYPE_NO_TRANSFER, "cancellation of a mandate"},
    {"pain.012", TYPE_NO_TRANSFER, "acceptance of a mandate"},
    {"pain.013", TYPE_NO_TRANSFER, "request to pay; the payment that follows is a message of its own"},
    {"pain.014", TYPE_NO_TRANSFER, "status of a request to pay"},
    {"pain.017", TYPE_NO_TRANSFER, "copy of a mandate"},
    {"pain.018", TYPE_NO_TRANSFER, "suspension of a mandate"},
    {"acmt", TYPE_NO_TRANSFER, "account management"},
    {"admi", TYPE_NO_TRANSFER, "administration"},
    {"auth", TYPE_NO_TRANSFER, "reports to authorities"},
    {"caam", TYPE_NO_TRANSFER, "cash machine management"},
    {"cafm", TYPE_NO_TRANSFER, "card file management"},
    {"cafr", TYPE_NO_TRANSFER, "card fraud reports"},
    {"camt", TYPE_NO_TRANSFER, "statements, notices, enquiries, and banks' own liquidity"},
    {"canm", TYPE_NO_TRANSFER, "card network management"},
    {"casr", TYPE_NO_TRANSFER, "card settlement reports"},
    {"catm", TYPE_NO_TRANSFER, "terminal management"},
    {"colr", TYPE_NO_TRANSFER, "collateral"},
    {"fxtr", TYPE_NO_TRANSFER, "foreign exchange trades: the payments are messages of their own"},
    {"head", TYPE_NO_TRANSFER, "a header alone"},
    {"reda", TYPE_NO_TRANSFER, "reference data"},
    {"remt", TYPE_NO_TRANSFER, "remittance advice"},
    {"secl", TYPE_NO_TRANSFER, "securities clearing: the cash that leaves the bank is a payment message of its own"},
    {"seev", TYPE_NO_TRANSFER, "securities events, likewise"},
    {"semt", TYPE_NO_TRANSFER, "securities management"},
    {"sese", TYPE_NO_TRANSFER, "securities settlement, likewise"},
    {"setr", TYPE_NO_TRANSFER, "securities trade, likewise"},
    {"trck", TYPE_NO_TRANSFER, "payment tracking"},
    {"tsin", TYPE_NO_TRANSFER, "trade services: invoices"},
    {"tsmt", TYPE_NO_TRANSFER, "trade services: baselines"},
    {"tsrv", TYPE_NO_TRANSFER, "trade services: guarantees"},
    {"xsys", TYPE_NO_TRANSFER, "SWIFT's own delivery notices"},
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
    for (size_t i = 0; i < COUNT(messages); i++)
        if (begins(name, length, messages[i].name))
            return messages[i].class;
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
        each(context, &(struct type_row){text, TREATED_AS_TRANSFERS, iso20022_messages[i].what});
    }
    for (size_t i = 0; i < COUNT(messages); i++)
        each(context,
             &(struct type_row){messages[i].name,
                                messages[i].class == TYPE_NO_TRANSFER ? TREATED_AS_NO_TRANSFER : TREATED_AS_UNREADABLE,
                                messages[i].what});
    each(context, &(struct type_row){"any other", TREATED_AS_UNREADABLE,
                                     "it may move money; so do card messages (caaa, cain, catp, casp)"});
}
