/*
 * trust.c: whether a built pack may be loaded (trust.h). Looks at what it is given and asks libcrypto; what is refused
 * is refused by a sentence of its own.
 */
#include "control/trust.h"

#include <stdio.h>
#include <string.h>

#include <hs/hs_runtime.h>

#include "civil_date.h"
#include "control/control.h"
#include "digest.h"

#define CLOCKS_APART 86400        /* seconds by which a signer's clock may be ahead of this machine's */
#define LATEST       253402300799 /* the last second of the year 9999 */

_Static_assert(sizeof(struct pack_signature) == 272 && offsetof(struct pack_signature, signature) == 208,
               "what is signed has no padding");

size_t signature_text(const struct pack_signature *signature, unsigned char *text, size_t size)
{
    size_t prefix = sizeof SIGNATURE_PREFIX - 1;
    if (size < SIGNATURE_TEXT_BYTES)
        return 0;
    memcpy(text, SIGNATURE_PREFIX, prefix);
    memcpy(text + prefix, signature, offsetof(struct pack_signature, signature));
    return SIGNATURE_TEXT_BYTES;
}

/* Where the sentence goes. */
struct sentence {
    char *text;
    size_t size;
};

#define REFUSE(sentence, ...) (control_say((sentence)->text, (sentence)->size, __VA_ARGS__), FG_E_TRUST)

static bool is_zero(const uint8_t hash[32])
{
    uint8_t all = 0;
    for (size_t i = 0; i < 32; i++)
        all |= hash[i];
    return all == 0;
}

/* --- Signatures --------------------------------------------------------------------------------------------------- */

static bool is_whole(const struct pack_signature *signature)
{
    size_t length = strnlen(signature->person, sizeof signature->person);
    for (size_t i = length; i < sizeof signature->person; i++)
        if (signature->person[i] != '\0')
            return false;
    return length < sizeof signature->person && person_is_well_written(signature->person) && signature->reserved == 0 &&
           (signature->signer == PACK_SIGNER_AUTHOR || signature->signer == PACK_SIGNER_APPROVER) &&
           signature->signed_at <= LATEST;
}

/* A key revoked by now: only what was seen active before is believed to have been signed before. */
static bool was_active_before(const struct gate_state *state, const struct pack *pack, int32_t revoked_at)
{
    const struct activation *activation = state_activation(state, pack->hash);
    return activation && civil_date_at(activation->first_active) < revoked_at;
}

/* One signature by itself. */
struct signing {
    const struct pack *pack;
    const struct key_register *keys;
    const struct gate_state *state;
    int64_t now;
};

static fg_error check_key(const struct signing *signing, const struct pack_signature *signature,
                          const struct key_entry *entry, const struct sentence *why)
{
    enum key_role role = signature->signer == PACK_SIGNER_AUTHOR ? KEY_AUTHOR : KEY_APPROVER;
    char limit[CIVIL_DATE_TEXT], today[CIVIL_DATE_TEXT];
    int64_t signed_at = (int64_t)signature->signed_at;
    if (signed_at > signing->now + CLOCKS_APART)
        return REFUSE(why,
                      "%s's signature is dated %s, and today is %s: set the clock of the machine that signed, or of "
                      "this one, and sign anew",
                      entry->person, civil_date_text(civil_date_at(signed_at), limit),
                      civil_date_text(civil_date_at(signing->now), today));
    if (!key_may(entry, role, signed_at, why->text, why->size))
        return FG_E_TRUST;
    if (signing->state && entry->revoked_at && civil_date_at(signing->now) >= entry->revoked_at &&
        !was_active_before(signing->state, signing->pack, entry->revoked_at))
        return REFUSE(why,
                      "%s's key is revoked since %s, and this gate did not have the pack active before: let somebody "
                      "whose key is in force sign it",
                      entry->person, civil_date_text(entry->revoked_at, limit));
    return FG_OK;
}

static fg_error check_signature(const struct signing *signing, const struct pack_signature *signature,
                                const struct sentence *why)
{
    unsigned char text[SIGNATURE_TEXT_BYTES];
    char key[65];
    hex_write(signature->key, 32, key);
    if (!is_whole(signature))
        return REFUSE(why, "a signature of it is not written as `fiatgate pack sign` does: sign it anew");
    const struct key_entry *entry = keys_find(signing->keys, signature->key);
    if (!entry)
        return REFUSE(why,
                      "is signed with key %.16s…, which the register of keys does not hold: let the keepers enter it, "
                      "or somebody else sign",
                      key);
    if (strcmp(entry->person, signature->person) != 0)
        return REFUSE(why, "is signed as %s with key %.16s…, which the register of keys gives to %s: sign it anew",
                      signature->person, key, entry->person);
    if (memcmp(signature->payload_sha256, signing->pack->sha256, 32) != 0)
        return REFUSE(why, "%s's signature is that of another pack: sign this one", entry->person);
    size_t length = signature_text(signature, text, sizeof text);
    if (!keys_verify(signature->key, text, length, signature->signature))
        return REFUSE(why,
                      "%s's signature is wrong: the file was changed since, or damaged; copy it again, or sign it "
                      "anew",
                      entry->person);
    return check_key(signing, signature, entry, why);
}

/* Two persons, an author and an approver, wherever among the signatures they stand. */
static bool find_two_persons(const struct pack *pack, const struct key_register *keys, struct approval *approval)
{
    for (uint32_t a = 0; a < pack->signature_count; a++)
        for (uint32_t b = 0; b < pack->signature_count; b++) {
            const struct pack_signature *author = &pack->signatures[a], *approver = &pack->signatures[b];
            if (author->signer != PACK_SIGNER_AUTHOR || approver->signer != PACK_SIGNER_APPROVER ||
                strcmp(author->person, approver->person) == 0)
                continue;
            *approval = (struct approval){.author = keys_find(keys, author->key),
                                          .approver = keys_find(keys, approver->key),
                                          .author_signature = author,
                                          .approver_signature = approver};
            return true;
        }
    return false;
}

static fg_error refuse_one_side(const struct pack *pack, const struct sentence *why)
{
    bool one_person = true;
    uint32_t signers = 0;
    for (uint32_t i = 0; i < pack->signature_count; i++) {
        one_person = one_person && strcmp(pack->signatures[i].person, pack->signatures[0].person) == 0;
        signers |= pack->signatures[i].signer;
    }
    if (one_person)
        return REFUSE(why,
                      "is signed by one person only, %s: its author and its approver must be two persons; let another "
                      "one sign too",
                      pack->signatures[0].person);
    return REFUSE(why, "is signed by no %s: let one sign it with `fiatgate pack sign --as %s`",
                  signers & PACK_SIGNER_AUTHOR ? "approver" : "author",
                  signers & PACK_SIGNER_AUTHOR ? "approver" : "author");
}

/* What may be gone back to is approved by two persons, or it is not. */
static fg_error check_fallbacks(const struct pack *pack, const struct sentence *why)
{
    for (uint32_t i = 1; i < pack->signature_count; i++)
        if (memcmp(pack->signatures[i].fallback_sha256, pack->signatures[0].fallback_sha256, 32) != 0)
            return REFUSE(why,
                          "%s and %s name different packs to fall back to: let both sign it with the same --fallback",
                          pack->signatures[0].person, pack->signatures[i].person);
    return FG_OK;
}

fg_error trust_register(const struct key_register *keys, const struct gate_state *state, int64_t now, char *why,
                        size_t why_size)
{
    struct sentence sentence = {why, why_size};
    char signed_at[CIVIL_DATE_TEXT], other[CIVIL_DATE_TEXT];
    civil_date_text(civil_date_at(keys->signed_at), signed_at);
    if (keys->signed_at < state->keys_signed_at)
        return REFUSE(&sentence,
                      "the register of keys is of %s, and this gate has used one of %s: put the newest register and "
                      "its signatures in place",
                      signed_at, civil_date_text(civil_date_at(state->keys_signed_at), other));
    if (keys->signed_at > now + CLOCKS_APART)
        return REFUSE(&sentence,
                      "the register of keys is dated %s, and today is %s: set the clocks right, and let the keepers "
                      "sign it anew",
                      signed_at, civil_date_text(civil_date_at(now), other));
    return FG_OK;
}

fg_error trust_signatures(const struct pack *pack, const struct key_register *keys, const struct gate_state *state,
                          int64_t now, struct approval *approval, char *why, size_t why_size)
{
    struct sentence sentence = {why, why_size};
    struct signing signing = {.pack = pack, .keys = keys, .state = state, .now = now};
    *approval = (struct approval){0};
    if (state && trust_register(keys, state, now, why, why_size) != FG_OK)
        return FG_E_TRUST;
    if (pack->signature_count == 0)
        return REFUSE(&sentence, "is not signed: let its author and its approver sign it with `fiatgate pack sign`");
    if (pack->signature_count > PACK_SIGNATURES_MAX)
        return REFUSE(&sentence, "has %u signatures, at most %d are read", pack->signature_count, PACK_SIGNATURES_MAX);
    for (uint32_t i = 0; i < pack->signature_count; i++) {
        fg_error error = check_signature(&signing, &pack->signatures[i], &sentence);
        if (error != FG_OK)
            return error;
    }
    fg_error error = check_fallbacks(pack, &sentence);
    if (error == FG_OK && !find_two_persons(pack, keys, approval))
        error = refuse_one_side(pack, &sentence);
    return error;
}

/* --- What a live gate asks beside them ---------------------------------------------------------------------------- */

/* The next number of a version: its digits without leading zeros. */
static size_t next_number(const char **at, const char **digits)
{
    const char *from = *at + strspn(*at, "0");
    size_t length = strspn(from, "0123456789");
    *digits = from;
    *at = from + length;
    if (**at == '.')
        ++*at;
    return length;
}

int version_compare(const char *a, const char *b)
{
    while (*a || *b) {
        const char *of_a, *of_b, *before_a = a, *before_b = b;
        size_t length_a = next_number(&a, &of_a), length_b = next_number(&b, &of_b);
        if (length_a != length_b)
            return length_a < length_b ? -1 : 1;
        int order = memcmp(of_a, of_b, length_a);
        if (order != 0)
            return order;
        if (a == before_a && b == before_b) /* neither goes on with a number or a dot */
            return strcmp(a, b);
    }
    return 0;
}

static fg_error check_place(const struct pack *pack, const struct trust_demand *demand, const struct sentence *why)
{
    const char *jurisdiction = pack_string(pack, pack->meta->jurisdiction);
    const char *engine = pack_string(pack, pack->meta->engine), *own = hs_version();
    int length = (int)strcspn(own, " ");
    if (*demand->jurisdiction && strcmp(jurisdiction, demand->jurisdiction) != 0)
        return REFUSE(why, "is a pack for %s, and this gate is for %s: name one for %s",
                      *jurisdiction ? jurisdiction : "no jurisdiction", demand->jurisdiction, demand->jurisdiction);
    if (strlen(engine) != (size_t)length || strncmp(engine, own, (size_t)length) != 0)
        return REFUSE(why,
                      "was built with version %s of the pattern engine, and this library runs %.*s: build it anew with "
                      "a fiatgate of this engine, and sign it",
                      *engine ? engine : "(none)", length, own);
    return FG_OK;
}

static fg_error check_version(const struct pack *pack, const struct gate_state *state, const struct sentence *why)
{
    const char *version = pack_string(pack, pack->meta->version);
    if (!*version || version[strspn(version, "0123456789.")])
        return REFUSE(why, "its version \"%s\" is not made of numbers and dots: build it anew with one that is",
                      version);
    if (strlen(version) >= sizeof state->highest_version ||
        strlen(pack_string(pack, pack->meta->name)) >= sizeof state->pack_name)
        return REFUSE(why,
                      "its name or its version is longer than the %zu bytes that a gate remembers: build it anew "
                      "with a shorter one",
                      sizeof state->pack_name - 1);
    const char *highest =
        state && *state->highest_version ? state_highest(state, pack_string(pack, pack->meta->name)) : "";
    if (!*highest || strcmp(pack->hash, state->active) == 0)
        return FG_OK;
    int order = version_compare(version, highest);
    bool known = state_activation(state, pack->hash) || strcmp(pack->hash, state->fallback) == 0;
    if (order < 0 && strcmp(pack->hash, state->fallback) != 0)
        return REFUSE(why,
                      "has version %s, and version %s was active already: give it a higher version, or go back to the "
                      "fallback that was signed with the active pack",
                      version, highest);
    if (order == 0 && !known)
        return REFUSE(why, "has version %s, which was active with another content: give it a higher version", version);
    return FG_OK;
}

/* A pack that is active already goes on past its day, marked and with an alarm; a restart does not end that. */
static fg_error check_day(const struct pack *pack, const struct gate_state *state, int32_t today,
                          const struct sentence *why)
{
    char limit[CIVIL_DATE_TEXT], day[CIVIL_DATE_TEXT];
    bool is_active = state && strcmp(pack->hash, state->active) == 0;
    if (pack->meta->valid_from && today < pack->meta->valid_from)
        return REFUSE(why, "is valid from %s on, and today is %s: load it then",
                      civil_date_text(pack->meta->valid_from, limit), civil_date_text(today, day));
    if (pack->meta->valid_to && today > pack->meta->valid_to && !is_active)
        return REFUSE(why, "was valid until %s, and today is %s: build and sign one that is valid",
                      civil_date_text(pack->meta->valid_to, limit), civil_date_text(today, day));
    return FG_OK;
}

fg_error trust_pack(const struct pack *pack, const struct trust_demand *demand, char *why, size_t why_size)
{
    struct sentence sentence = {why, why_size};
    const struct approval *approval = demand->approval;
    fg_error error = check_place(pack, demand, &sentence);
    if (error == FG_OK)
        error = check_version(pack, demand->state, &sentence);
    if (error == FG_OK)
        error = check_day(pack, demand->state, demand->today, &sentence);
    if (error == FG_OK && (demand->report_required || pack->meta->report_required) &&
        (!approval || !approval->approver_signature || is_zero(approval->approver_signature->report_sha256)))
        error = REFUSE(&sentence, "its approver has signed no replay report, and one is required: look at the report, "
                                  "then sign with --report FILE");
    return error;
}
