/*
 * message_types.c: the classes of ISO 8583:1987 (message_types.h). A message type is version, class, function (0
 * request, 1 answer, 2 advice, 3 answer to it, 4 notification) and origin (0 acquirer to 5, odd = repeated).
 */
#include "message_types.h"

#include <stddef.h>
#include <string.h>

const struct message_class message_classes[] = {
    {'1', "0", TREATED_AS_TRANSFERS, "request to authorise a card payment"},
    {'1', "1234", TREATED_AS_NO_TRANSFER, "authorisation: answer, or advice of what has been done"},
    {'2', "0", TREATED_AS_TRANSFERS, "request to make a card payment"},
    {'2', "1234", TREATED_AS_NO_TRANSFER, "card payment: answer, or advice of what has been done"},
    {'3', "01234", TREATED_AS_NO_TRANSFER, "file action"},
    {'4', "01234", TREATED_AS_NO_TRANSFER, "reversal or chargeback: takes a payment back"},
    {'5', "01234", TREATED_AS_NO_TRANSFER, "reconciliation between networks"},
    {'6', "01234", TREATED_AS_NO_TRANSFER, "administrative"},
    {'7', "01234", TREATED_AS_NO_TRANSFER, "fee collection between institutions"},
    {'8', "01234", TREATED_AS_NO_TRANSFER, "network management"},
    {0, NULL, TREATED_AS_UNREADABLE, NULL}};

const struct message_class *message_class_of(const char type[4])
{
    if (type[3] < '0' || type[3] > '5' || type[2] == '\0')
        return NULL;
    for (const struct message_class *row = message_classes; row->class_digit; row++)
        if (row->class_digit == type[1] && strchr(row->functions, type[2]))
            return row;
    return NULL;
}
