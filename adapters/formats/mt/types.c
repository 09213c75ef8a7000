/*
 * types.c: the message types of the SWIFT User Handbook and what each is to this product. Pure data and a look-up.
 */
#include "types.h"

#include <stdbool.h>
#include <stddef.h>

/* Orders to move money out: customer credit transfers (100 to 103), own and general financial institution transfers
 * (200 to 203, 205, with cover or without) and requests for them (201, 207). */
static const uint16_t unread_transfers[] = {100, 101, 102, 200, 201, 202, 203, 205, 207};

/*
 * Messages that order no outbound transfer by their definition: advices, confirmations, statements, undertakings,
 * requests to a debtor's bank. Group messages (n90 … n99) are told by their last digits.
 */
static const uint16_t no_transfers[] = {
    /* direct debits and requests: the sender collects */ 104,
    107,
    204,
    /* cheques: advice, stop payment, truncation */ 110,
    111,
    112,
    206,
    256,
    /* notice to receive */ 210,
    /* treasury: confirmations of deals; payments that follow are messages of category 1 and 2 */ 300,
    303,
    304,
    305,
    306,
    307,
    320,
    321,
    330,
    340,
    341,
    350,
    360,
    361,
    362,
    364,
    365,
    370,
    380,
    381,
    /* collections and cash letters */ 400,
    405,
    410,
    412,
    416,
    420,
    422,
    430,
    450,
    455,
    456,
    /* securities */ 500,
    501,
    502,
    503,
    504,
    505,
    506,
    507,
    508,
    509,
    510,
    513,
    514,
    515,
    516,
    517,
    518,
    519,
    524,
    526,
    527,
    530,
    535,
    536,
    537,
    538,
    540,
    541,
    542,
    543,
    544,
    545,
    546,
    547,
    548,
    549,
    558,
    559,
    564,
    565,
    566,
    567,
    568,
    569,
    574,
    575,
    576,
    578,
    579,
    581,
    582,
    586,
    587,
    588,
    589,
    /* commodities, syndications, reference data */ 600,
    601,
    604,
    605,
    606,
    607,
    608,
    609,
    620,
    621,
    643,
    644,
    645,
    646,
    649,
    670,
    671,
    /* documentary credits and guarantees */ 700,
    701,
    705,
    707,
    708,
    710,
    711,
    720,
    721,
    730,
    732,
    734,
    740,
    742,
    744,
    747,
    750,
    752,
    754,
    756,
    758,
    759,
    760,
    761,
    765,
    767,
    768,
    769,
    775,
    783,
    785,
    786,
    787,
    /* travellers cheques */ 800,
    801,
    802,
    824,
    /* advices of debit and credit, statements, rate and status messages */ 900,
    910,
    920,
    935,
    940,
    941,
    942,
    950,
    960,
    961,
    962,
    963,
    964,
    965,
    966,
    967,
    970,
    971,
    972,
    973,
    985,
    986};

static bool listed(const uint16_t *list, size_t count, uint32_t type)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == type)
            return true;
    return false;
}

/* n90 charges, n91 request for charges, n92 cancellation, n95 and n96 queries and answers, n99 free format. Not n98:
 * its content is agreed between two banks and may be a payment. */
static bool is_group_message(uint32_t type)
{
    uint32_t last = type % 100;
    return type >= 100 && (last == 90 || last == 91 || last == 92 || last == 95 || last == 96 || last == 99);
}

enum mt_kind mt_kind_of(uint32_t type)
{
    if (type == 103)
        return MT_READ;
    if (listed(unread_transfers, sizeof unread_transfers / sizeof *unread_transfers, type))
        return MT_UNREAD_TRANSFER;
    /* 0nn are messages between a user and the network. */
    if (type < 100 || is_group_message(type) || listed(no_transfers, sizeof no_transfers / sizeof *no_transfers, type))
        return MT_NO_TRANSFER;
    return MT_UNKNOWN;
}
