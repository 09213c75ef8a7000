/*
 * types.c: the message types of the SWIFT User Handbook and what each is to this product. Pure data and look-ups.
 */
#include "types.h"

#include <stddef.h>

struct named_type {
    uint16_t type;
    uint8_t kind;
    const char *what;
};

/*
 * Orders to move money out are read. What is no transfer orders no outbound one by its definition: advices,
 * confirmations, statements, undertakings, requests to a debtor's bank, which collect. Payments that follow from deals
 * are messages of categories 1 and 2. In the order of the numbers.
 */
static const struct named_type named[] = {
    {100, MT_READ, "customer transfer"},
    {101, MT_READ, "request for transfer: a customer's payments from accounts at another bank"},
    {102, MT_READ, "multiple customer credit transfer, also STP"},
    {103, MT_READ, "single customer credit transfer, also STP and REMIT"},
    {104, MT_NO_TRANSFER, "direct debit and request for debit transfer"},
    {107, MT_NO_TRANSFER, "general direct debit"},
    {110, MT_NO_TRANSFER, "advice of cheques"},
    {111, MT_NO_TRANSFER, "request for stop payment of a cheque"},
    {112, MT_NO_TRANSFER, "status of a request for stop payment of a cheque"},
    {200, MT_READ, "bank transfer for the sender's own account"},
    {201, MT_READ, "multiple bank transfer for the sender's own account"},
    {202, MT_READ, "general bank transfer, also COV with the customer transfer it covers"},
    {203, MT_READ, "multiple general bank transfer"},
    {204, MT_NO_TRANSFER, "direct debit between banks"},
    {205, MT_READ, "bank transfer execution, also COV with the customer transfer it covers"},
    {206, MT_NO_TRANSFER, "cheque truncation"},
    {207, MT_READ, "request for bank transfer"},
    {210, MT_NO_TRANSFER, "notice to receive"},
    {256, MT_NO_TRANSFER, "advice of non-payment of cheques"},
    {300, MT_NO_TRANSFER, "foreign exchange confirmation"},
    {303, MT_NO_TRANSFER, "forex and currency option allocation instruction"},
    {304, MT_NO_TRANSFER, "advice or instruction of a third party deal"},
    {305, MT_NO_TRANSFER, "foreign currency option confirmation"},
    {306, MT_NO_TRANSFER, "foreign currency option confirmation"},
    {307, MT_NO_TRANSFER, "advice or instruction of a third party foreign exchange deal"},
    {320, MT_NO_TRANSFER, "fixed loan or deposit confirmation"},
    {321, MT_NO_TRANSFER, "instruction to settle a third party loan or deposit"},
    {330, MT_NO_TRANSFER, "call or notice loan or deposit confirmation"},
    {340, MT_NO_TRANSFER, "forward rate agreement confirmation"},
    {341, MT_NO_TRANSFER, "forward rate agreement settlement confirmation"},
    {350, MT_NO_TRANSFER, "advice of loan or deposit interest payment"},
    {360, MT_NO_TRANSFER, "single currency interest rate derivative confirmation"},
    {361, MT_NO_TRANSFER, "cross currency interest rate swap confirmation"},
    {362, MT_NO_TRANSFER, "interest rate reset or advice of payment"},
    {364, MT_NO_TRANSFER, "termination of a single currency interest rate derivative"},
    {365, MT_NO_TRANSFER, "termination of a cross currency interest rate swap"},
    {370, MT_NO_TRANSFER, "netting position advice"},
    {380, MT_NO_TRANSFER, "foreign exchange order"},
    {381, MT_NO_TRANSFER, "foreign exchange order confirmation"},
    {400, MT_NO_TRANSFER, "advice of payment of a collection"},
    {405, MT_NO_TRANSFER, "clean collection"},
    {410, MT_NO_TRANSFER, "acknowledgement of a collection"},
    {412, MT_NO_TRANSFER, "advice of acceptance of a collection"},
    {416, MT_NO_TRANSFER, "advice of non-payment or non-acceptance of a collection"},
    {420, MT_NO_TRANSFER, "tracer of a collection"},
    {422, MT_NO_TRANSFER, "advice of fate and request for instructions of a collection"},
    {430, MT_NO_TRANSFER, "amendment of collection instructions"},
    {450, MT_NO_TRANSFER, "cash letter credit advice"},
    {455, MT_NO_TRANSFER, "cash letter credit adjustment advice"},
    {456, MT_NO_TRANSFER, "advice of dishonour"},
    {500, MT_NO_TRANSFER, "instruction to register securities"},
    {501, MT_NO_TRANSFER, "confirmation of registration"},
    {502, MT_NO_TRANSFER, "order to buy or sell securities"},
    {503, MT_NO_TRANSFER, "collateral claim"},
    {504, MT_NO_TRANSFER, "collateral proposal"},
    {505, MT_NO_TRANSFER, "collateral substitution"},
    {506, MT_NO_TRANSFER, "collateral and exposure statement"},
    {507, MT_NO_TRANSFER, "collateral status and processing advice"},
    {508, MT_NO_TRANSFER, "intra-position advice"},
    {509, MT_NO_TRANSFER, "trade status message"},
    {510, MT_NO_TRANSFER, "registration status and processing advice"},
    {513, MT_NO_TRANSFER, "client advice of execution"},
    {514, MT_NO_TRANSFER, "trade allocation instruction"},
    {515, MT_NO_TRANSFER, "client confirmation of purchase or sale"},
    {516, MT_NO_TRANSFER, "securities loan confirmation"},
    {517, MT_NO_TRANSFER, "trade confirmation affirmation"},
    {518, MT_NO_TRANSFER, "market-side securities trade confirmation"},
    {519, MT_NO_TRANSFER, "modification of client details"},
    {524, MT_NO_TRANSFER, "intra-position instruction"},
    {526, MT_NO_TRANSFER, "general securities lending message"},
    {527, MT_NO_TRANSFER, "triparty collateral instruction"},
    {530, MT_NO_TRANSFER, "transaction processing command"},
    {535, MT_NO_TRANSFER, "statement of holdings"},
    {536, MT_NO_TRANSFER, "statement of transactions"},
    {537, MT_NO_TRANSFER, "statement of pending transactions"},
    {538, MT_NO_TRANSFER, "statement of intra-position advice"},
    {540, MT_NO_TRANSFER, "receive securities free"},
    {541, MT_NO_TRANSFER, "receive securities against payment; the payment is a message of its own"},
    {542, MT_NO_TRANSFER, "deliver securities free"},
    {543, MT_NO_TRANSFER, "deliver securities against payment"},
    {544, MT_NO_TRANSFER, "confirmation of receipt of securities free"},
    {545, MT_NO_TRANSFER, "confirmation of receipt of securities against payment"},
    {546, MT_NO_TRANSFER, "confirmation of delivery of securities free"},
    {547, MT_NO_TRANSFER, "confirmation of delivery of securities against payment"},
    {548, MT_NO_TRANSFER, "settlement status and processing advice"},
    {549, MT_NO_TRANSFER, "request for a statement or status advice"},
    {558, MT_NO_TRANSFER, "triparty collateral status advice"},
    {559, MT_NO_TRANSFER, "paying agent's claim"},
    {564, MT_NO_TRANSFER, "corporate action notification"},
    {565, MT_NO_TRANSFER, "corporate action instruction"},
    {566, MT_NO_TRANSFER, "corporate action confirmation"},
    {567, MT_NO_TRANSFER, "corporate action status advice"},
    {568, MT_NO_TRANSFER, "corporate action narrative"},
    {569, MT_NO_TRANSFER, "triparty collateral and exposure statement"},
    {574, MT_NO_TRANSFER, "statement of beneficial owners or withholding certificate"},
    {575, MT_NO_TRANSFER, "report of combined activity"},
    {576, MT_NO_TRANSFER, "statement of open orders"},
    {578, MT_NO_TRANSFER, "settlement allegement"},
    {579, MT_NO_TRANSFER, "certificate numbers"},
    {581, MT_NO_TRANSFER, "collateral adjustment message"},
    {582, MT_NO_TRANSFER, "reimbursement claim or advice"},
    {586, MT_NO_TRANSFER, "statement of settlement allegements"},
    {587, MT_NO_TRANSFER, "depositary receipt instruction"},
    {588, MT_NO_TRANSFER, "depositary receipt confirmation"},
    {589, MT_NO_TRANSFER, "depositary receipt status"},
    {600, MT_NO_TRANSFER, "commodity trade confirmation"},
    {601, MT_NO_TRANSFER, "commodity option confirmation"},
    {604, MT_NO_TRANSFER, "commodity transfer or delivery order"},
    {605, MT_NO_TRANSFER, "commodity notice to receive"},
    {606, MT_NO_TRANSFER, "commodity debit advice"},
    {607, MT_NO_TRANSFER, "commodity credit advice"},
    {608, MT_NO_TRANSFER, "statement of a commodity account"},
    {609, MT_NO_TRANSFER, "statement of commodity contracts"},
    {620, MT_NO_TRANSFER, "commodity fixed loan or deposit confirmation"},
    {621, MT_NO_TRANSFER, "commodity call loan or deposit confirmation"},
    {643, MT_NO_TRANSFER, "notice of drawdown or renewal of a syndicated loan"},
    {644, MT_NO_TRANSFER, "advice of rate and amount fixing of a syndicated loan"},
    {645, MT_NO_TRANSFER, "notice of fee due of a syndicated loan"},
    {646, MT_NO_TRANSFER, "payment of principal and interest of a syndicated loan, an advice"},
    {649, MT_NO_TRANSFER, "general message of a syndicated facility"},
    {670, MT_NO_TRANSFER, "request to update standing settlement instructions"},
    {671, MT_NO_TRANSFER, "update notification of standing settlement instructions"},
    {700, MT_NO_TRANSFER, "issue of a documentary credit"},
    {701, MT_NO_TRANSFER, "issue of a documentary credit"},
    {705, MT_NO_TRANSFER, "pre-advice of a documentary credit"},
    {707, MT_NO_TRANSFER, "amendment of a documentary credit"},
    {708, MT_NO_TRANSFER, "amendment of a documentary credit"},
    {710, MT_NO_TRANSFER, "advice of a third bank's documentary credit"},
    {711, MT_NO_TRANSFER, "advice of a third bank's documentary credit"},
    {720, MT_NO_TRANSFER, "transfer of a documentary credit"},
    {721, MT_NO_TRANSFER, "transfer of a documentary credit"},
    {730, MT_NO_TRANSFER, "acknowledgement of a documentary credit"},
    {732, MT_NO_TRANSFER, "advice of discharge of a documentary credit"},
    {734, MT_NO_TRANSFER, "advice of refusal of a documentary credit"},
    {740, MT_NO_TRANSFER, "authorisation to reimburse"},
    {742, MT_NO_TRANSFER, "reimbursement claim"},
    {744, MT_NO_TRANSFER, "notice of a non-conforming reimbursement claim"},
    {747, MT_NO_TRANSFER, "amendment of an authorisation to reimburse"},
    {750, MT_NO_TRANSFER, "advice of discrepancy"},
    {752, MT_NO_TRANSFER, "authorisation to pay, accept or negotiate"},
    {754, MT_NO_TRANSFER, "advice of payment, acceptance or negotiation"},
    {756, MT_NO_TRANSFER, "advice of reimbursement or payment"},
    {758, MT_NO_TRANSFER, "trade message"},
    {759, MT_NO_TRANSFER, "ancillary trade structured message"},
    {760, MT_NO_TRANSFER, "issue of a demand guarantee or standby letter of credit"},
    {761, MT_NO_TRANSFER, "issue of a demand guarantee or standby letter of credit"},
    {765, MT_NO_TRANSFER, "demand under a guarantee or standby letter of credit"},
    {767, MT_NO_TRANSFER, "amendment of a demand guarantee or standby letter of credit"},
    {768, MT_NO_TRANSFER, "acknowledgement of a guarantee message"},
    {769, MT_NO_TRANSFER, "advice of reduction or release of a guarantee"},
    {775, MT_NO_TRANSFER, "amendment of a demand guarantee or standby letter of credit"},
    {783, MT_NO_TRANSFER, "trade message"},
    {785, MT_NO_TRANSFER, "notification of non-extension of a guarantee"},
    {786, MT_NO_TRANSFER, "demand refusal of a guarantee"},
    {787, MT_NO_TRANSFER, "response to an amendment of a guarantee"},
    {800, MT_NO_TRANSFER, "travellers cheques sales and settlement advice"},
    {801, MT_NO_TRANSFER, "travellers cheques multiple sales advice"},
    {802, MT_NO_TRANSFER, "travellers cheques settlement advice"},
    {824, MT_NO_TRANSFER, "travellers cheques inventory destruction notice"},
    {900, MT_NO_TRANSFER, "confirmation of debit"},
    {910, MT_NO_TRANSFER, "confirmation of credit"},
    {920, MT_NO_TRANSFER, "request for a statement"},
    {935, MT_NO_TRANSFER, "rate change advice"},
    {940, MT_NO_TRANSFER, "customer statement"},
    {941, MT_NO_TRANSFER, "balance report"},
    {942, MT_NO_TRANSFER, "interim transaction report"},
    {950, MT_NO_TRANSFER, "statement"},
    {960, MT_NO_TRANSFER, "request for service initiation"},
    {961, MT_NO_TRANSFER, "initiation response"},
    {962, MT_NO_TRANSFER, "key service message"},
    {963, MT_NO_TRANSFER, "key acknowledgement"},
    {964, MT_NO_TRANSFER, "key error message"},
    {965, MT_NO_TRANSFER, "error in key service"},
    {966, MT_NO_TRANSFER, "discontinue service message"},
    {967, MT_NO_TRANSFER, "discontinuation acknowledgement"},
    {970, MT_NO_TRANSFER, "netting statement"},
    {971, MT_NO_TRANSFER, "netting balance report"},
    {972, MT_NO_TRANSFER, "netting interim statement"},
    {973, MT_NO_TRANSFER, "netting request"},
    {985, MT_NO_TRANSFER, "status enquiry"},
    {986, MT_NO_TRANSFER, "status report"},
};

/* Messages of every category, by their last digits. n98 is agreed between two banks and may be a payment: it can be
 * neither read nor passed. */
static const struct named_type groups[] = {
    {90, MT_NO_TRANSFER, "advice of charges, interest and other adjustments"},
    {91, MT_NO_TRANSFER, "request for payment of charges, interest and other expenses"},
    {92, MT_NO_TRANSFER, "request for cancellation"},
    {95, MT_NO_TRANSFER, "query"},
    {96, MT_NO_TRANSFER, "answer"},
    {98, MT_UNREAD_TRANSFER, "proprietary message: its content is agreed between two banks and may be a payment"},
    {99, MT_FREE, "free format message"},
};

/* 0nn are messages between a user and the network. */
static const struct named_type system_type = {0, MT_NO_TRANSFER, "message between a user and the network"};

static const struct named_type *find(const struct named_type *types, size_t count, uint32_t type)
{
    for (size_t low = 0; low < count;) {
        size_t middle = low + (count - low) / 2;
        if (types[middle].type == type)
            return &types[middle];
        if (types[middle].type < type)
            low = middle + 1;
        else
            count = middle;
    }
    return NULL;
}

enum mt_kind mt_kind_of(uint32_t type)
{
    if (type < 100)
        return (enum mt_kind)system_type.kind;
    const struct named_type *found = find(groups, sizeof groups / sizeof *groups, type % 100);
    if (!found)
        found = find(named, sizeof named / sizeof *named, type);
    return found ? (enum mt_kind)found->kind : MT_UNKNOWN;
}

static void describe(const struct named_type *type, const char *name, type_row_fn each, void *context)
{
    static const enum type_treatment treatments[] = {[MT_READ] = TREATED_AS_TRANSFERS,
                                                     [MT_UNREAD_TRANSFER] = TREATED_AS_UNREADABLE,
                                                     [MT_NO_TRANSFER] = TREATED_AS_NO_TRANSFER,
                                                     [MT_FREE] = TREATED_AS_FREE_TEXT};
    each(context, &(struct type_row){.type = name, .treatment = treatments[type->kind], .note = type->what});
}

void mt_types(type_row_fn each, void *context)
{
    describe(&system_type, "mt0nn", each, context);
    describe(&system_type, "mt-service", each, context);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        uint32_t type = named[i].type;
        char name[] = {'m', 't', (char)('0' + type / 100), (char)('0' + type / 10 % 10), (char)('0' + type % 10), 0};
        describe(&named[i], name, each, context);
    }
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        uint32_t type = groups[i].type;
        char name[] = {'m', 't', 'n', (char)('0' + type / 10), (char)('0' + type % 10), 0};
        describe(&groups[i], name, each, context);
    }
}
