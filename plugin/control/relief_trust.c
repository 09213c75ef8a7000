/*
 * relief_trust.c: whether the persons of an order may give it (relief_book.h). Reads the register of keys anew, as a
 * reload does; uses libcrypto.
 */
#include <stdlib.h>
#include <string.h>

#include "control/relief_book.h"
#include "control/trust.h"

static fg_error check_signer(const struct order *order, uint32_t number, const struct key_register *keys, int64_t now,
                             char *why, size_t why_size)
{
    const struct order_signer *signer = &order->signers[number];
    char reason[512] = "", text[ORDER_TEXT_BYTES];
    if (!signer->has_signature) {
        control_say(why, why_size,
                    "%s has not signed the order; this gate takes signed orders alone: `fiatgate order "
                    "sign`",
                    signer->person);
        return FG_E_TRUST;
    }
    const struct key_entry *entry = keys_find(keys, signer->key);
    if (!entry) {
        control_say(why, why_size, "the key by which %s signed is not in the register of keys", signer->person);
        return FG_E_TRUST;
    }
    if (strcmp(entry->person, signer->person) != 0) {
        control_say(why, why_size, "the key by which %s signed is %s's, says the register of keys (line %u)",
                    signer->person, entry->person, entry->line);
        return FG_E_TRUST;
    }
    if (!key_may(entry, KEY_RELIEF, now, reason, sizeof reason)) {
        control_say(why, why_size, "%s", reason);
        return FG_E_TRUST;
    }
    size_t length = order_signed_text(order, number, text, sizeof text);
    if (length == 0 || !keys_verify(signer->key, text, length, signer->signature)) {
        control_say(why, why_size, "the signature of %s is not of this order; sign it again as it stands",
                    signer->person);
        return FG_E_TRUST;
    }
    return FG_OK;
}

static fg_error check_two(const struct order *order, char *why, size_t why_size)
{
    const struct order_signer *first = &order->signers[0], *second = &order->signers[1];
    if (order->signer_count < 2)
        return FG_OK;
    bool one_key =
        first->has_signature && second->has_signature && memcmp(first->key, second->key, sizeof first->key) == 0;
    if (!one_key && strcmp(first->person, second->person) != 0)
        return FG_OK;
    control_say(why, why_size, "%s stands twice in the order; a second person must sign it", second->person);
    return FG_E_TRUST;
}

/* A developer's gate has no register: its orders carry names alone. */
static fg_error check_unsigned(const struct order *order, char *why, size_t why_size)
{
    for (uint32_t i = 0; i < order->signer_count; i++)
        if (order->signers[i].has_signature) {
            control_say(why, why_size,
                        "the order is signed and this gate has no register of keys to verify it by; give it without "
                        "signatures (`by: PERSON`), or name the register: trust = { keys = \"keys.cfg\"; … };");
            return FG_E_TRUST;
        }
    return FG_OK;
}

fg_error relief_trust(const struct fg_gate *gate, const struct order *order, int64_t now, char *why, size_t why_size)
{
    const struct trust_config *trust = &gate->config.trust;
    fg_error error = check_two(order, why, why_size);
    bool is_signed = order->signers[0].has_signature || (order->signer_count > 1 && order->signers[1].has_signature);
    if (error != FG_OK)
        return error;
    if (trust->unsigned_packs && (!is_signed || trust->keys_path[0] == '\0'))
        return check_unsigned(order, why, why_size);
    struct key_register *keys = malloc(sizeof *keys);
    if (!keys) {
        control_say(why, why_size, "memory for the register of keys could not be had");
        return FG_E_MEMORY;
    }
    error = keys_read(trust->keys_path, &trust->keepers, keys, why, why_size);
    if (error == FG_OK)
        error = trust_register(keys, &gate->control->state, control_now(), why, why_size);
    for (uint32_t i = 0; error == FG_OK && i < order->signer_count; i++)
        error = check_signer(order, i, keys, now, why, why_size);
    free(keys);
    return error;
}
