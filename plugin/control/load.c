/*
 * load.c: a pack on its way into a gate (load.h). Allocates, reads files and screens the pack's own cases; called at
 * open and by control calls, on their thread.
 */
#include "control/load.h"

#include <stdlib.h>
#include <string.h>

#include "civil_date.h"
#include "control/control.h"
#include "control/trial.h"
#include "control/trial_in.h"
#include "control/trust.h"
#include "digest.h"
#include "judge/pack.h"
#include "loader.h"
#include "match/scan.h"

/* What is asked of a pack's signatures, and what came of it. */
struct admission {
    const struct trust_config *trust;
    const struct gate_state *remembered;
    struct key_register *keys; /* NULL = the configuration names none */
    int64_t now;
    struct approval approval;
    bool is_signed; /* by an author and an approver that the register knows */
};

/* A gate that asks for signatures takes no other pack; one that does not looks at those it can, and says which it has
 * not (FG_MARK_UNSIGNED). Looking back, a signature that is there must be good. */
static fg_error admit(void *context, const struct pack *pack, char *why, size_t why_size)
{
    struct admission *admission = context;
    const struct trust_config *trust = admission->trust;
    if (!admission->keys || (trust->looking_back && pack->signature_count == 0))
        return FG_OK;
    fg_error error = trust_signatures(pack, admission->keys, trust->looking_back ? NULL : admission->remembered,
                                      admission->now, &admission->approval, why, why_size);
    admission->is_signed = error == FG_OK;
    if (error == FG_E_TRUST && trust->unsigned_packs) {
        admission->approval = (struct approval){0};
        return FG_OK;
    }
    return error;
}

/* Signatures name the same fallback, all of them (trust.h). */
static void take_fallback(const struct pack *pack, char fallback[65])
{
    static const uint8_t none[32];
    fallback[0] = '\0';
    if (pack->signature_count > 0 && memcmp(pack->signatures[0].fallback_sha256, none, sizeof none) != 0)
        hex_write(pack->signatures[0].fallback_sha256, 32, fallback);
}

/* A live gate's questions beside the signatures. Those who look back, and a developer's gate with an unsigned pack, ask
 * none. */
static fg_error ask(const struct admission *admission, const char *path, const struct pack *pack, char *why,
                    size_t why_size)
{
    char sentence[768] = "";
    if (admission->trust->looking_back || !admission->is_signed)
        return FG_OK;
    struct trust_demand demand = {.jurisdiction = admission->trust->jurisdiction,
                                  .state = admission->remembered,
                                  .approval = &admission->approval,
                                  .today = civil_date_at(admission->now),
                                  .report_required = admission->trust->report_required};
    fg_error error = trust_pack(pack, &demand, sentence, sizeof sentence);
    if (error != FG_OK)
        control_say(why, why_size, "%s: %s", path, sentence);
    return error;
}

/* Whether payments are stopped is a decision of the bank's, which somebody must have written down. */
static fg_error decide_enforcement(const struct gate_config *config, const char *path, const struct pack *pack,
                                   uint32_t *marks, char *why, size_t why_size)
{
    uint8_t said = pack->meta->enforcement;
    if (said == PACK_ENFORCEMENT_UNSAID)
        said = config->enforcement;
    if (said == PACK_ENFORCEMENT_UNSAID && !config->trust.looking_back) {
        control_say(
            why, why_size,
            "%s: neither the pack nor the gate's configuration says whether payments are stopped; write "
            "policy.enforcement = \"enforce\" or \"shadow\" in pack.cfg and build the pack anew, or enforcement "
            "in the configuration",
            path);
        return FG_E_TRUST;
    }
    *marks |= said == PACK_ENFORCEMENT_SHADOW ? FG_MARK_SHADOWED : 0;
    return FG_OK;
}

static fg_error try_engine(const char *path, struct pack *pack, char *why, size_t why_size)
{
    char reason[256] = "";
    fg_error error = scan_self_test(pack, pack->scratch[0], reason, sizeof reason);
    if (error == FG_E_MEMORY)
        control_say(why, why_size, "%s: %s", path, reason);
    else if (error != FG_OK)
        control_say(why, why_size,
                    "%s: the pattern engine failed its known-answer test (%s); use Hyperscan 5.4.0, not Vectorscan, "
                    "and rebuild the pack",
                    path, reason);
    return error;
}

/* The sentence of the first case that fails. */
struct first_failure {
    char sentence[640];
};

static void note_failure(void *context, const struct case_result *result)
{
    struct first_failure *first = context;
    const struct pack *pack = result->pack;
    const struct pack_case *failed = &pack->cases[result->number];
    if (!result->met && first->sentence[0] == '\0')
        control_say(first->sentence, sizeof first->sentence, "%s:%u: case %s of rule %s: %s",
                    pack_string(pack, failed->file), failed->line, pack_string(pack, failed->id),
                    pack_string(pack, pack->rules[failed->rule].id), result->sentence);
}

static fg_error try_cases(const struct fg_gate *gate, const char *path, struct pack *pack, char *why, size_t why_size)
{
    struct first_failure first = {{0}};
    char sentence[256] = "";
    uint32_t failed = 0;
    fg_error error = trial_run_in(gate, pack, note_failure, &first, &failed, sentence, sizeof sentence);
    if (error != FG_OK) {
        control_say(why, why_size, "%s: %s", path, sentence);
        return error;
    }
    if (failed == 0)
        return FG_OK;
    control_say(why, why_size, "%s: %u of its %u cases fail; the first, %s; see `fiatgate pack test`", path, failed,
                pack->case_count, first.sentence);
    return FG_E_CASES;
}

static fg_error read_keys(const struct trust_config *trust, struct key_register **keys, char *why, size_t why_size)
{
    *keys = NULL;
    if (trust->keys_path[0] == '\0')
        return FG_OK;
    *keys = malloc(sizeof **keys);
    if (!*keys) {
        control_say(why, why_size, "%s: memory for the register of keys could not be had", trust->keys_path);
        return FG_E_MEMORY;
    }
    fg_error error = keys_read(trust->keys_path, &trust->keepers, *keys, why, why_size);
    if (error == FG_OK)
        return FG_OK;
    free(*keys);
    *keys = NULL;
    return error;
}

fg_error load_aside(const struct fg_gate *gate, const struct gate_state *remembered, const char *path,
                    struct loaded_pack *loaded, char *why, size_t why_size)
{
    struct admission admission = {.trust = &gate->config.trust, .remembered = remembered, .now = control_now()};
    struct pack *pack = NULL;
    uint32_t marks = 0;
    *loaded = (struct loaded_pack){0};
    fg_error error = read_keys(&gate->config.trust, &admission.keys, why, why_size);
    if (error == FG_OK)
        error = pack_load(path, gate->config.lanes, admit, &admission, &pack, why, why_size);
    if (error == FG_OK)
        error = ask(&admission, path, pack, why, why_size);
    if (error == FG_OK)
        error = decide_enforcement(&gate->config, path, pack, &marks, why, why_size);
    if (error == FG_OK)
        error = try_engine(path, pack, why, why_size);
    if (error == FG_OK && !gate->config.trust.looking_back)
        error = try_cases(gate, path, pack, why, why_size);
    if (error == FG_OK) {
        pack->marks = marks | (admission.is_signed ? 0 : FG_MARK_UNSIGNED);
        loaded->pack = pack;
        loaded->keys_signed_at = admission.keys ? admission.keys->signed_at : 0;
        if (admission.is_signed)
            take_fallback(pack, loaded->fallback);
    } else {
        pack_free(pack);
    }
    free(admission.keys);
    return error;
}
