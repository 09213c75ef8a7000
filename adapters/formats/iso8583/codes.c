/*
 * codes.c: ISO 4217 and ISO 3166-1 by number (codes.h). Read-only tables, sorted by number.
 *
 * Sources: ISO 4217 list one as maintained by SIX (of 2025, with XCG in place of ANG, ZWG, XAD, and the codes withdrawn
 * last, which cards still state), its minor units; ISO 3166-1 as in iso-codes 4.15.
 */
#include "codes.h"

#include <stddef.h>
#include <string.h>

static const struct currency currencies[] = {
    {8, "ALL", 2},   {12, "DZD", 2},  {32, "ARS", 2},  {36, "AUD", 2},  {44, "BSD", 2},  {48, "BHD", 3},
    {50, "BDT", 2},  {51, "AMD", 2},  {52, "BBD", 2},  {60, "BMD", 2},  {64, "BTN", 2},  {68, "BOB", 2},
    {72, "BWP", 2},  {84, "BZD", 2},  {90, "SBD", 2},  {96, "BND", 2},  {104, "MMK", 2}, {108, "BIF", 0},
    {116, "KHR", 2}, {124, "CAD", 2}, {132, "CVE", 2}, {136, "KYD", 2}, {144, "LKR", 2}, {152, "CLP", 0},
    {156, "CNY", 2}, {170, "COP", 2}, {174, "KMF", 0}, {188, "CRC", 2}, {191, "HRK", 2}, {192, "CUP", 2},
    {203, "CZK", 2}, {208, "DKK", 2}, {214, "DOP", 2}, {222, "SVC", 2}, {230, "ETB", 2}, {232, "ERN", 2},
    {238, "FKP", 2}, {242, "FJD", 2}, {262, "DJF", 0}, {270, "GMD", 2}, {292, "GIP", 2}, {320, "GTQ", 2},
    {324, "GNF", 0}, {328, "GYD", 2}, {332, "HTG", 2}, {340, "HNL", 2}, {344, "HKD", 2}, {348, "HUF", 2},
    {352, "ISK", 0}, {356, "INR", 2}, {360, "IDR", 2}, {364, "IRR", 2}, {368, "IQD", 3}, {376, "ILS", 2},
    {388, "JMD", 2}, {392, "JPY", 0}, {396, "XAD", 2}, {398, "KZT", 2}, {400, "JOD", 3}, {404, "KES", 2},
    {408, "KPW", 2}, {410, "KRW", 0}, {414, "KWD", 3}, {417, "KGS", 2}, {418, "LAK", 2}, {422, "LBP", 2},
    {426, "LSL", 2}, {430, "LRD", 2}, {434, "LYD", 3}, {446, "MOP", 2}, {454, "MWK", 2}, {458, "MYR", 2},
    {462, "MVR", 2}, {480, "MUR", 2}, {484, "MXN", 2}, {496, "MNT", 2}, {498, "MDL", 2}, {504, "MAD", 2},
    {512, "OMR", 3}, {516, "NAD", 2}, {524, "NPR", 2}, {532, "XCG", 2}, {533, "AWG", 2}, {548, "VUV", 0},
    {554, "NZD", 2}, {558, "NIO", 2}, {566, "NGN", 2}, {578, "NOK", 2}, {586, "PKR", 2}, {590, "PAB", 2},
    {598, "PGK", 2}, {600, "PYG", 0}, {604, "PEN", 2}, {608, "PHP", 2}, {634, "QAR", 2}, {643, "RUB", 2},
    {646, "RWF", 0}, {654, "SHP", 2}, {682, "SAR", 2}, {690, "SCR", 2}, {694, "SLL", 2}, {702, "SGD", 2},
    {704, "VND", 0}, {706, "SOS", 2}, {710, "ZAR", 2}, {728, "SSP", 2}, {748, "SZL", 2}, {752, "SEK", 2},
    {756, "CHF", 2}, {760, "SYP", 2}, {764, "THB", 2}, {776, "TOP", 2}, {780, "TTD", 2}, {784, "AED", 2},
    {788, "TND", 3}, {800, "UGX", 0}, {807, "MKD", 2}, {818, "EGP", 2}, {826, "GBP", 2}, {834, "TZS", 2},
    {840, "USD", 2}, {858, "UYU", 2}, {860, "UZS", 2}, {882, "WST", 2}, {886, "YER", 2}, {901, "TWD", 2},
    {924, "ZWG", 2}, {925, "SLE", 2}, {926, "VED", 2}, {927, "UYW", 4}, {928, "VES", 2}, {929, "MRU", 2},
    {930, "STN", 2}, {931, "CUC", 2}, {932, "ZWL", 2}, {933, "BYN", 2}, {934, "TMT", 2}, {936, "GHS", 2},
    {938, "SDG", 2}, {940, "UYI", 0}, {941, "RSD", 2}, {943, "MZN", 2}, {944, "AZN", 2}, {946, "RON", 2},
    {947, "CHE", 2}, {948, "CHW", 2}, {949, "TRY", 2}, {950, "XAF", 0}, {951, "XCD", 2}, {952, "XOF", 0},
    {953, "XPF", 0}, {967, "ZMW", 2}, {968, "SRD", 2}, {969, "MGA", 2}, {970, "COU", 2}, {971, "AFN", 2},
    {972, "TJS", 2}, {973, "AOA", 2}, {975, "BGN", 2}, {976, "CDF", 2}, {977, "BAM", 2}, {978, "EUR", 2},
    {979, "MXV", 2}, {980, "UAH", 2}, {981, "GEL", 2}, {984, "BOV", 2}, {985, "PLN", 2}, {986, "BRL", 2},
    {990, "CLF", 4}, {997, "USN", 2}};

static const struct country {
    uint16_t number;
    char letters[3];
} countries[] = {
    {4, "AF"},   {8, "AL"},   {10, "AQ"},  {12, "DZ"},  {16, "AS"},  {20, "AD"},  {24, "AO"},  {28, "AG"},  {31, "AZ"},
    {32, "AR"},  {36, "AU"},  {40, "AT"},  {44, "BS"},  {48, "BH"},  {50, "BD"},  {51, "AM"},  {52, "BB"},  {56, "BE"},
    {60, "BM"},  {64, "BT"},  {68, "BO"},  {70, "BA"},  {72, "BW"},  {74, "BV"},  {76, "BR"},  {84, "BZ"},  {86, "IO"},
    {90, "SB"},  {92, "VG"},  {96, "BN"},  {100, "BG"}, {104, "MM"}, {108, "BI"}, {112, "BY"}, {116, "KH"}, {120, "CM"},
    {124, "CA"}, {132, "CV"}, {136, "KY"}, {140, "CF"}, {144, "LK"}, {148, "TD"}, {152, "CL"}, {156, "CN"}, {158, "TW"},
    {162, "CX"}, {166, "CC"}, {170, "CO"}, {174, "KM"}, {175, "YT"}, {178, "CG"}, {180, "CD"}, {184, "CK"}, {188, "CR"},
    {191, "HR"}, {192, "CU"}, {196, "CY"}, {203, "CZ"}, {204, "BJ"}, {208, "DK"}, {212, "DM"}, {214, "DO"}, {218, "EC"},
    {222, "SV"}, {226, "GQ"}, {231, "ET"}, {232, "ER"}, {233, "EE"}, {234, "FO"}, {238, "FK"}, {239, "GS"}, {242, "FJ"},
    {246, "FI"}, {248, "AX"}, {250, "FR"}, {254, "GF"}, {258, "PF"}, {260, "TF"}, {262, "DJ"}, {266, "GA"}, {268, "GE"},
    {270, "GM"}, {275, "PS"}, {276, "DE"}, {288, "GH"}, {292, "GI"}, {296, "KI"}, {300, "GR"}, {304, "GL"}, {308, "GD"},
    {312, "GP"}, {316, "GU"}, {320, "GT"}, {324, "GN"}, {328, "GY"}, {332, "HT"}, {334, "HM"}, {336, "VA"}, {340, "HN"},
    {344, "HK"}, {348, "HU"}, {352, "IS"}, {356, "IN"}, {360, "ID"}, {364, "IR"}, {368, "IQ"}, {372, "IE"}, {376, "IL"},
    {380, "IT"}, {384, "CI"}, {388, "JM"}, {392, "JP"}, {398, "KZ"}, {400, "JO"}, {404, "KE"}, {408, "KP"}, {410, "KR"},
    {414, "KW"}, {417, "KG"}, {418, "LA"}, {422, "LB"}, {426, "LS"}, {428, "LV"}, {430, "LR"}, {434, "LY"}, {438, "LI"},
    {440, "LT"}, {442, "LU"}, {446, "MO"}, {450, "MG"}, {454, "MW"}, {458, "MY"}, {462, "MV"}, {466, "ML"}, {470, "MT"},
    {474, "MQ"}, {478, "MR"}, {480, "MU"}, {484, "MX"}, {492, "MC"}, {496, "MN"}, {498, "MD"}, {499, "ME"}, {500, "MS"},
    {504, "MA"}, {508, "MZ"}, {512, "OM"}, {516, "NA"}, {520, "NR"}, {524, "NP"}, {528, "NL"}, {531, "CW"}, {533, "AW"},
    {534, "SX"}, {535, "BQ"}, {540, "NC"}, {548, "VU"}, {554, "NZ"}, {558, "NI"}, {562, "NE"}, {566, "NG"}, {570, "NU"},
    {574, "NF"}, {578, "NO"}, {580, "MP"}, {581, "UM"}, {583, "FM"}, {584, "MH"}, {585, "PW"}, {586, "PK"}, {591, "PA"},
    {598, "PG"}, {600, "PY"}, {604, "PE"}, {608, "PH"}, {612, "PN"}, {616, "PL"}, {620, "PT"}, {624, "GW"}, {626, "TL"},
    {630, "PR"}, {634, "QA"}, {638, "RE"}, {642, "RO"}, {643, "RU"}, {646, "RW"}, {652, "BL"}, {654, "SH"}, {659, "KN"},
    {660, "AI"}, {662, "LC"}, {663, "MF"}, {666, "PM"}, {670, "VC"}, {674, "SM"}, {678, "ST"}, {682, "SA"}, {686, "SN"},
    {688, "RS"}, {690, "SC"}, {694, "SL"}, {702, "SG"}, {703, "SK"}, {704, "VN"}, {705, "SI"}, {706, "SO"}, {710, "ZA"},
    {716, "ZW"}, {724, "ES"}, {728, "SS"}, {729, "SD"}, {732, "EH"}, {740, "SR"}, {744, "SJ"}, {748, "SZ"}, {752, "SE"},
    {756, "CH"}, {760, "SY"}, {762, "TJ"}, {764, "TH"}, {768, "TG"}, {772, "TK"}, {776, "TO"}, {780, "TT"}, {784, "AE"},
    {788, "TN"}, {792, "TR"}, {795, "TM"}, {796, "TC"}, {798, "TV"}, {800, "UG"}, {804, "UA"}, {807, "MK"}, {818, "EG"},
    {826, "GB"}, {831, "GG"}, {832, "JE"}, {833, "IM"}, {834, "TZ"}, {840, "US"}, {850, "VI"}, {854, "BF"}, {858, "UY"},
    {860, "UZ"}, {862, "VE"}, {876, "WF"}, {882, "WS"}, {887, "YE"}, {894, "ZM"}};

/* The row of a number in a table whose rows begin with one, NULL when there is none. */
static const void *row(const void *table, size_t rows, size_t size, uint32_t number)
{
    for (size_t low = 0, high = rows; low < high;) {
        size_t middle = low + (high - low) / 2;
        const unsigned char *at = (const unsigned char *)table + middle * size;
        uint16_t here = *(const uint16_t *)(const void *)at;
        if (here == number)
            return at;
        if (here < number)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct currency *currency_by_number(uint32_t number)
{
    return row(currencies, sizeof currencies / sizeof *currencies, sizeof *currencies, number);
}

const struct currency *currency_by_letters(const char letters[3])
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (memcmp(currencies[i].letters, letters, 3) == 0)
            return &currencies[i];
    return NULL;
}

const char *country_by_number(uint32_t number)
{
    const struct country *found = row(countries, sizeof countries / sizeof *countries, sizeof *countries, number);
    return found ? found->letters : NULL;
}
