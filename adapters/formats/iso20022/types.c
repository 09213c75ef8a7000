/*
 * types.c: the registers of message names and content elements (types.h). Read-only data and comparisons.
 */
#include "types.h"

#include <string.h>

#define READ_MESSAGE       "pacs.008.001."
#define READ_BODY          "FIToFICstmrCdtTrf"
#define READ_VERSION_FIRST 2
#define READ_VERSION_LAST  13

struct named {
    const char *name;
    enum type_class class;
};

/*
 * By message, then by business area. What is in neither may move money, and is a transfer that cannot be read. Card
 * messages (caaa, cain, catp, casp) are left out on purpose: they move a customer's money.
 */
static const struct named messages[] = {
    {"pacs.002", TYPE_NO_TRANSFER}, /* status report */
    {"pacs.003", TYPE_NO_TRANSFER}, /* direct debit: a collection for the sender's customer, who receives the money */
    {"pacs.007", TYPE_NO_TRANSFER}, /* reversal of such a collection */
    {"pacs.028", TYPE_NO_TRANSFER}, /* status request */
    {"pacs.004", TYPE_TRANSFER},    /* return of a payment: money goes out again */
    {"pacs.009", TYPE_TRANSFER},    /* bank transfer, also the cover of a customer's */
    {"pacs.010", TYPE_TRANSFER},    /* direct debit between banks */
    {"pain.001", TYPE_TRANSFER},    /* the customer's order */
    {"pain.002", TYPE_NO_TRANSFER}, /* status report */
    {"pain.007", TYPE_NO_TRANSFER}, /* reversal of a collection */
    {"pain.008", TYPE_NO_TRANSFER}, /* the creditor's order for a collection */
    {"pain.009", TYPE_NO_TRANSFER}, /* mandates .009 to .012, .017 and .018 */
    {"pain.010", TYPE_NO_TRANSFER},
    {"pain.011", TYPE_NO_TRANSFER},
    {"pain.012", TYPE_NO_TRANSFER},
    {"pain.013", TYPE_NO_TRANSFER}, /* request to pay; the payment that follows is a message of its own */
    {"pain.014", TYPE_NO_TRANSFER}, /* its status */
    {"pain.017", TYPE_NO_TRANSFER},
    {"pain.018", TYPE_NO_TRANSFER},
    {"acmt", TYPE_NO_TRANSFER}, /* account management */
    {"admi", TYPE_NO_TRANSFER}, /* administration */
    {"auth", TYPE_NO_TRANSFER}, /* reports to authorities */
    {"caam", TYPE_NO_TRANSFER}, /* cash machine management */
    {"cafm", TYPE_NO_TRANSFER}, /* card file management */
    {"cafr", TYPE_NO_TRANSFER}, /* card fraud reports */
    {"camt", TYPE_NO_TRANSFER}, /* statements, notices, enquiries, and banks' own liquidity (.050, .051) */
    {"canm", TYPE_NO_TRANSFER}, /* card network management */
    {"casr", TYPE_NO_TRANSFER}, /* card settlement reports */
    {"catm", TYPE_NO_TRANSFER}, /* terminal management */
    {"colr", TYPE_NO_TRANSFER}, /* collateral */
    {"fxtr", TYPE_NO_TRANSFER}, /* foreign exchange trades: the payments are messages of their own */
    {"head", TYPE_NO_TRANSFER}, /* a header alone */
    {"reda", TYPE_NO_TRANSFER}, /* reference data */
    {"remt", TYPE_NO_TRANSFER}, /* remittance advice */
    {"secl", TYPE_NO_TRANSFER}, /* securities: clearing, events, management, settlement, trade; the cash leg that */
    {"seev", TYPE_NO_TRANSFER}, /* leaves the bank is a payment message of its own */
    {"semt", TYPE_NO_TRANSFER},
    {"sese", TYPE_NO_TRANSFER},
    {"setr", TYPE_NO_TRANSFER},
    {"trck", TYPE_NO_TRANSFER}, /* payment tracking */
    {"tsin", TYPE_NO_TRANSFER}, /* trade services: invoices, baselines, guarantees */
    {"tsmt", TYPE_NO_TRANSFER},
    {"tsrv", TYPE_NO_TRANSFER},
    {"xsys", TYPE_NO_TRANSFER}, /* SWIFT's own delivery notices */
};

struct body {
    const char *element;
    const char *message;
};

static const struct body bodies[] = {
    {READ_BODY, "pacs.008"},
    {"FICdtTrf", "pacs.009"},
    {"FinInstnCdtTrf", "pacs.009"},
    {"PmtRtr", "pacs.004"},
    {"FIDrctDbt", "pacs.010"},
    {"CstmrCdtTrfInitn", "pain.001"},
    {"FIToFIPmtStsRpt", "pacs.002"},
    {"FIToFICstmrDrctDbt", "pacs.003"},
    {"FIToFIPmtRvsl", "pacs.007"},
    {"FIToFIPmtStsReq", "pacs.028"},
    {"CstmrPmtStsRpt", "pain.002"},
    {"CstmrPmtRvsl", "pain.007"},
    {"CstmrDrctDbtInitn", "pain.008"},
    {"CdtrPmtActvtnReq", "pain.013"},
    {"CdtrPmtActvtnReqStsRpt", "pain.014"},
    {"RsltnOfInvstgtn", "camt.029"},
    {"BkToCstmrAcctRpt", "camt.052"},
    {"BkToCstmrStmt", "camt.053"},
    {"BkToCstmrDbtCdtNtfctn", "camt.054"},
    {"CstmrPmtCxlReq", "camt.055"},
    {"FIToFIPmtCxlReq", "camt.056"},
    {"NtfctnToRcv", "camt.057"},
    {"ChrgsPmtNtfctn", "camt.105"},
    {"ChrgsPmtReq", "camt.106"},
    {"RmtAdvc", "remt.001"},
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

enum type_class type_classify(const char *name, size_t length)
{
    if (begins(name, length, "pacs.008")) {
        if (length < TYPE_LENGTH)
            return TYPE_READ;
        int version = (name[13] - '0') * 10 + (name[14] - '0');
        bool read = begins(name, length, READ_MESSAGE) && version >= READ_VERSION_FIRST && version <= READ_VERSION_LAST;
        return read ? TYPE_READ : TYPE_VERSION;
    }
    for (size_t i = 0; i < COUNT(messages); i++)
        if (begins(name, length, messages[i].name))
            return messages[i].class;
    return TYPE_TRANSFER;
}

const char *type_of_body(const char *element, size_t length)
{
    for (size_t i = 0; i < COUNT(bodies); i++)
        if (strlen(bodies[i].element) == length && memcmp(bodies[i].element, element, length) == 0)
            return bodies[i].message;
    return NULL;
}

bool type_body_is_read(const char *element, size_t length)
{
    return length == sizeof READ_BODY - 1 && memcmp(element, READ_BODY, length) == 0;
}

bool type_body_is_transfer(const char *element, size_t length)
{
    const char *message = type_of_body(element, length);
    if (!message)
        return false;
    enum type_class class = type_classify(message, strlen(message));
    return class == TYPE_READ || class == TYPE_TRANSFER;
}
