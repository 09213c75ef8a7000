/*
 * fact_values.h: what the values of a host's facts (fg_facts) are called in configurations, rules and options: a list
 * for each enum of fiatgate.h, in its order. VALUE(value, name) makes of each what the including file needs.
 */
#ifndef FIATGATE_FACT_VALUES_H
#define FIATGATE_FACT_VALUES_H

#define FACT_CHANNELS(VALUE)                                                                                           \
    VALUE(FG_CHANNEL_UNKNOWN, "unknown"), VALUE(FG_CHANNEL_BRANCH, "branch"), VALUE(FG_CHANNEL_INTERNET, "internet"),  \
        VALUE(FG_CHANNEL_MOBILE, "mobile"), VALUE(FG_CHANNEL_API, "api"), VALUE(FG_CHANNEL_CORPORATE, "corporate"),    \
        VALUE(FG_CHANNEL_CARD, "card")
#define FACT_RAILS(VALUE)                                                                                              \
    VALUE(FG_RAIL_UNKNOWN, "unknown"), VALUE(FG_RAIL_SWIFT, "swift"), VALUE(FG_RAIL_DOMESTIC_RTGS, "domestic_rtgs"),   \
        VALUE(FG_RAIL_DOMESTIC_CLEARING, "domestic_clearing"), VALUE(FG_RAIL_INSTANT, "instant"),                      \
        VALUE(FG_RAIL_CARD, "card"), VALUE(FG_RAIL_BOOK, "book")
#define FACT_DIRECTIONS(VALUE)                                                                                         \
    VALUE(FG_DIRECTION_UNKNOWN, "unknown"), VALUE(FG_DIRECTION_OUTBOUND, "outbound"),                                  \
        VALUE(FG_DIRECTION_INBOUND, "inbound")
#define FACT_ANSWERS(VALUE) VALUE(FG_UNKNOWN, "unknown"), VALUE(FG_NO, "no"), VALUE(FG_YES, "yes")
#define FACT_CUSTOMER_CLASSES(VALUE)                                                                                   \
    VALUE(FG_CUSTOMER_UNKNOWN, "unknown"), VALUE(FG_CUSTOMER_RETAIL, "retail"),                                        \
        VALUE(FG_CUSTOMER_RETAIL_TESTED, "retail_tested"), VALUE(FG_CUSTOMER_PROFESSIONAL, "professional"),            \
        VALUE(FG_CUSTOMER_MINER, "miner")
#define FACT_SEGMENTS(VALUE)                                                                                           \
    VALUE(FG_SEGMENT_UNKNOWN, "unknown"), VALUE(FG_SEGMENT_INDIVIDUAL, "individual"),                                  \
        VALUE(FG_SEGMENT_SOLE_PROPRIETOR, "sole_proprietor"), VALUE(FG_SEGMENT_COMPANY, "company"),                    \
        VALUE(FG_SEGMENT_GOVERNMENT, "government"), VALUE(FG_SEGMENT_FINANCIAL, "financial")

#endif
