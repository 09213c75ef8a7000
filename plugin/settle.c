/*
 * settle.c: what is judged of a transfer becomes part of the verdict (passage.h): its action, the reasons, what the
 * pack says beside the action, and the figures that are counted. Touches the verdict, and counters of lane and pack.
 */
#include <string.h>

#include "freshness.h"
#include "judge/hold_clock.h"
#include "judge/relief_set.h"
#include "passage.h"

/* --- the gate's own checks --------------------------------------------------------------------------------------- */

static bool outside_window(const struct passage *passage, const struct transfer *transfer)
{
    const struct gate_config *config = &passage->lane->gate->config;
    int32_t settlement = transfer_date(transfer, FG_FIELD_SETTLEMENT_DATE);
    if (passage->facts.today == 0 || settlement == 0 || config->window_action == FG_PASS)
        return false;
    int64_t ahead = (int64_t)civil_date_days(settlement) - civil_date_days(passage->facts.today);
    return ahead < -(int64_t)config->window_past_days || ahead > (int64_t)config->window_future_days;
}

/* 1 + the first list or register past its age, 0 = none is. */
static uint32_t first_stale(const struct pack *pack, int32_t day)
{
    for (uint32_t i = 0; i < pack->list_count; i++)
        if (list_is_stale(&pack->lists[i], day))
            return i + 1;
    return 0;
}

uint32_t own_checks(const struct passage *passage, const struct pack *pack, const struct judged *judged,
                    struct own_finding found[OWN_CHECKS])
{
    uint32_t count_found = 0;
    if (outside_window(passage, judged->transfer))
        found[count_found++] = (struct own_finding){
            .rule = "fiatgate.settlement-window",
            .title = "The settlement date lies outside the window around the host's day",
            .action = (fg_action)passage->lane->gate->config.window_action,
            .field = FG_FIELD_SETTLEMENT_DATE,
        };
    /* Past its valid_to it goes on screening, and every verdict is marked. */
    if (pack->meta->valid_from && judged->as_of < pack->meta->valid_from)
        found[count_found++] = (struct own_finding){
            .rule = "fiatgate.pack-validity",
            .title = "The pack is not valid yet on the date this transfer is screened as of",
            .action = FG_FLAG,
        };
    uint32_t stale = pack->meta->stale_action > FG_PASS ? first_stale(pack, judged->as_of) : 0;
    if (stale > 0)
        found[count_found++] = (struct own_finding){
            .rule = "fiatgate.stale-list",
            .title = "A list or register is past its age, and until it is renewed the pack asks this of every transfer",
            .action = (fg_action)pack->meta->stale_action,
            .list = stale,
        };
    return count_found;
}

/* --- reasons ----------------------------------------------------------------------------------------------------- */

static void append_string(char *out, size_t size, const char *text)
{
    size_t used = strlen(out);
    copy_string(out + used, size - used, text);
}

static void point_at(struct verdict_reason *reason, const struct transfer *transfer, const struct field_value *value,
                     uint32_t from, uint32_t to)
{
    reason->field = value->field;
    reason->level = transfer->level;
    reason->occurrence = value->occurrence;
    const char *text = (const char *)transfer_text(transfer, value);
    reason->cut = copy_text(reason->text, sizeof reason->text, text + from, to - from);
    transfer_source(transfer, value, from, to, &reason->start, &reason->end);
}

static void name_list(struct verdict_reason *reason, const struct pack *pack, uint32_t list, const char *entry)
{
    copy_string(reason->entry, sizeof reason->entry, pack_string(pack, pack->lists[list].id));
    reason->list_as_of = pack->lists[list].retrieved_at;
    if (!*entry)
        return;
    append_string(reason->entry, sizeof reason->entry, "/");
    append_string(reason->entry, sizeof reason->entry, entry);
}

/* Registers that are not loaded (bits, not 0): the first as what was found, all of them in words. */
static void name_registers(struct verdict_reason *reason, const struct pack *pack, uint64_t registers)
{
    uint32_t first = (uint32_t)__builtin_ctzll(registers);
    bool several = (registers & (registers - 1)) != 0;
    name_list(reason, pack, first, "");
    copy_string(reason->text, sizeof reason->text, several ? "registers not loaded: " : "register not loaded: ");
    append_string(reason->text, sizeof reason->text,
                  pack_string(pack, several ? pack->lists[first].id : pack->lists[first].title));
    for (registers &= registers - 1; registers != 0; registers &= registers - 1) {
        const char *id = pack_string(pack, pack->lists[__builtin_ctzll(registers)].id);
        bool fits = strlen(reason->text) + strlen(id) + sizeof ", and more, " <= sizeof reason->text;
        append_string(reason->text, sizeof reason->text, ", ");
        append_string(reason->text, sizeof reason->text, fits ? id : "and more");
        if (!fits)
            return;
    }
}

/* Its place among the reasons of a message. A part of a sum stands as high as what the sum may have decided. */
static uint8_t rank_of(const struct passage *passage, const struct judgement *judgement,
                       const struct judge_reason *found)
{
    fg_action action = (fg_action)found->action;
    if (found->weight != 0 && judgement->action > action)
        action = judgement->action;
    return found->shadow || passage_only_shadows(passage) ? verdict_shadow_rank(action) : verdict_rank(action);
}

/* The declared purpose that the rule doubts, as far as one was declared, and what the payment looks like. */
static void write_doubt(struct verdict_reason *reason, const struct judged *judged, const struct pack *pack,
                        const struct pack_rule *rule)
{
    const struct field_value *declared =
        rule->doubts != FG_FIELD_NONE ? transfer_find(judged->transfer, (fg_field)rule->doubts, 0) : NULL;
    copy_string(reason->looks_like, sizeof reason->looks_like, pack_string(pack, rule->looks_like));
    if (!declared)
        return;
    reason->doubted = rule->doubts;
    copy_text(reason->doubted_code, sizeof reason->doubted_code,
              (const char *)transfer_text(judged->transfer, declared), declared->length);
}

static void write_reason(struct passage *passage, const struct judged *judged, const struct judgement *judgement,
                         const struct judge_reason *found)
{
    const struct pack *pack = passage->pack;
    const struct pack_rule *rule = &pack->rules[found->rule];
    struct verdict_reason *reason =
        verdict_add_reason(passage->verdict, judged->number, rank_of(passage, judgement, found));
    if (!reason)
        return;
    reason->action = found->action;
    reason->shadow = found->shadow || passage_only_shadows(passage);
    reason->relieved = found->relieved;
    reason->readings = found->readings;
    reason->weight = found->weight;
    reason->layer = (uint8_t)(1 + rule->action_layer);
    copy_string(reason->rule, sizeof reason->rule, pack_string(pack, rule->id));
    copy_string(reason->title, sizeof reason->title, pack_string(pack, rule->title));
    copy_string(reason->basis, sizeof reason->basis, pack_string(pack, rule->basis));
    if (found->exception > 0)
        copy_string(reason->exception, sizeof reason->exception,
                    pack_string(pack, pack->exceptions[found->exception - 1].id));
    if (found->entry > 0) {
        const struct pack_entry *entry = &pack->entries[found->entry - 1];
        name_list(reason, pack, entry->list, pack_string(pack, entry->id));
    } else if (found->registers != 0) {
        name_registers(reason, pack, found->registers);
    }
    if (found->value > 0)
        point_at(reason, judged->transfer, &judged->transfer->values[found->value - 1], found->from, found->to);
    write_doubt(reason, judged, pack, rule);
    count(&passage->counters->reasons, 1);
}

static void place_of(const struct transfer *transfer, const struct judge_reason *reason, uint64_t *start, uint64_t *end)
{
    transfer_source(transfer, &transfer->values[reason->value - 1], reason->from, reason->to, start, end);
}

/* Whether it says of another reading of a value (struct field_value.alternative) what its rule has shown at the same
 * place of the message. */
static bool is_said_twice(const struct transfer *transfer, const struct judgement *judgement, uint32_t number)
{
    const struct judge_reason *reason = &judgement->reasons[number];
    uint64_t start, end, given_start, given_end;
    if (reason->value == 0 || reason->weight != 0 || !transfer->values[reason->value - 1].alternative)
        return false;
    place_of(transfer, reason, &start, &end);
    for (const struct judge_reason *given = reason; given-- > judgement->reasons && given->rule == reason->rule;) {
        if (given->value == 0 || given->entry != reason->entry || given->registers != reason->registers)
            continue;
        place_of(transfer, given, &given_start, &given_end);
        if (given_start == start && given_end == end)
            return true;
    }
    return false;
}

/* Whether a stricter rule has shown the same place of the message, and this one shows another. */
static bool is_shown_before(const struct judgement *judgement, uint32_t number)
{
    const struct judge_reason *reason = &judgement->reasons[number];
    if (reason->value == 0 || reason->weight != 0 || number == 0 || reason[-1].rule != reason->rule)
        return false;
    for (uint32_t i = 0; i < number; i++) {
        const struct judge_reason *given = &judgement->reasons[i];
        if (given->rule != reason->rule && given->value == reason->value && given->from <= reason->from &&
            given->to >= reason->to && given->shadow <= reason->shadow)
            return true;
    }
    return false;
}

/* Whether there are more than so many reasons, each counted once. */
static bool are_more_than(const struct judged *judged, const struct judgement *judgement, uint32_t room)
{
    uint32_t different = judgement->reason_count;
    for (uint32_t i = 0; different > room && i < judgement->reason_count; i++)
        different -= is_said_twice(judged->transfer, judgement, i);
    return different > room;
}

/* At most limits.reasons_per_transfer. Every part of the sum of weights is among them, as far as there is room; of the
 * others the first, which are the strictest. Where they do not all fit, what a stricter rule has shown is not shown
 * again by one that has something else to show. */
static void write_reasons(struct passage *passage, const struct judged *judged, const struct judgement *judgement)
{
    uint32_t room = passage->lane->gate->config.limits.reasons_per_transfer, parts = 0;
    const bool is_short = are_more_than(judged, judgement, room);
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        parts += judgement->reasons[i].weight != 0;
    if (parts > room)
        parts = room;
    room -= parts;
    passage->verdict->reasons_dropped += judgement->dropped;
    for (uint32_t i = 0; i < judgement->reason_count; i++) {
        uint32_t *place = judgement->reasons[i].weight != 0 ? &parts : &room;
        if (is_said_twice(judged->transfer, judgement, i) || (is_short && is_shown_before(judgement, i)))
            continue;
        if (*place == 0) {
            passage->verdict->reasons_dropped++;
            continue;
        }
        --*place;
        write_reason(passage, judged, judgement, &judgement->reasons[i]);
    }
}

static void write_own_reason(struct passage *passage, const struct judged *judged, const struct own_finding *found)
{
    bool shadow = passage_only_shadows(passage);
    struct verdict_reason *reason = verdict_add_reason(
        passage->verdict, judged->number, shadow ? verdict_shadow_rank(found->action) : verdict_rank(found->action));
    if (!reason)
        return;
    reason->action = (uint8_t)found->action;
    reason->shadow = shadow;
    copy_string(reason->rule, sizeof reason->rule, found->rule);
    copy_string(reason->title, sizeof reason->title, found->title);
    copy_string(reason->basis, sizeof reason->basis, "the gate's own check");
    if (found->list > 0)
        name_list(reason, passage->pack, found->list - 1, "");
    const struct field_value *value = transfer_find(judged->transfer, found->field, 0);
    if (value)
        point_at(reason, judged->transfer, value, 0, value->length);
    count(&passage->counters->reasons, 1);
}

/* --- what was decided -------------------------------------------------------------------------------------------- */

/* An action and who asks for it: a rule, a check of the gate's own, or nobody. */
struct opinion {
    fg_action action;
    const struct pack_rule *rule;
    const char *own;
};

static struct opinion opinion_of(const struct pack *pack, fg_action action, uint32_t rule)
{
    return (struct opinion){action, rule > 0 ? &pack->rules[rule - 1] : NULL, ""};
}

static void listen(struct opinion *opinion, const struct own_finding *found)
{
    if (found->action > opinion->action)
        *opinion = (struct opinion){found->action, NULL, found->rule};
}

static const char *rule_of(const struct pack *pack, const struct opinion *opinion)
{
    return opinion->rule ? pack_string(pack, opinion->rule->id) : opinion->own;
}

struct verdict_detail *detail_for(struct passage *passage, const struct judged *judged, uint8_t rank)
{
    struct verdict_detail *detail = verdict_last_detail(passage->verdict, judged->number, rank);
    if (detail)
        return detail;
    detail = verdict_add_detail(passage->verdict, judged->number, rank);
    for (int i = 0; detail && i < VERDICT_REFERENCES; i++) {
        const struct field_value *value = transfer_find(judged->transfer, verdict_reference_fields[i], 0);
        if (value)
            copy_text(detail->references[i], VERDICT_REFERENCE_BYTES,
                      (const char *)transfer_text(judged->transfer, value), value->length);
    }
    return detail;
}

/* Of a hold by a rule, where the host gives its day: its clock runs from now on. */
static void write_clock(struct verdict_detail *detail, const struct passage *passage, const struct opinion *decided)
{
    const struct pack *pack = passage->pack;
    const fg_facts *facts = &passage->facts;
    struct hold_end end;
    detail->hold_day = 0;
    if (decided->action != FG_HOLD || !decided->rule || facts->today == 0)
        return;
    const struct pack_clock *clock = hold_clock_of(pack, (enum pack_ground)decided->rule->ground);
    if (!clock || !hold_clock_end(pack, clock, facts->today, facts->time_of_day, &end))
        return;
    detail->hold_day = end.day;
    detail->hold_seconds = end.time;
    detail->hold_certain = end.certain;
}

static void write_decision(struct verdict_detail *detail, const struct passage *passage, const struct opinion *decided)
{
    const struct pack *pack = passage->pack;
    const struct pack_rule *rule = decided->rule;
    copy_string(detail->rule, sizeof detail->rule, rule_of(pack, decided));
    copy_string(detail->status_reason, sizeof detail->status_reason,
                rule ? pack_string(pack, rule->status_reason) : "");
    copy_string(detail->customer_text, sizeof detail->customer_text,
                rule ? pack_string(pack, rule->customer_text) : "");
    copy_string(detail->officer_text, sizeof detail->officer_text, rule ? pack_string(pack, rule->officer_text) : "");
    detail->ground = (uint8_t)(rule ? FG_GROUND_CONTRACT + rule->ground : FG_GROUND_NONE);
    detail->disclosure = (uint8_t)(rule ? FG_DISCLOSE_NOTHING + rule->disclosure : FG_DISCLOSE_NOTHING);
    write_clock(detail, passage, decided);
}

/* before: what the cover of an underlying transfer was given; of any other transfer nothing. */
static void write_detail(struct passage *passage, const struct judged *judged, const struct verdict_transfer *before,
                         const struct opinion *decided, const struct opinion *would)
{
    uint8_t rank = decided->action > FG_PASS ? verdict_rank(decided->action) : verdict_shadow_rank(would->action);
    struct verdict_detail *detail = detail_for(passage, judged, rank);
    if (!detail)
        return;
    if (decided->action > (fg_action)before->action || (decided->action == (fg_action)before->action && !*detail->rule))
        write_decision(detail, passage, decided);
    if (would->action > (fg_action)before->would || (would->action == (fg_action)before->would && !*detail->would_rule))
        copy_string(detail->would_rule, sizeof detail->would_rule, rule_of(passage->pack, would));
}

/* --- marks and figures ------------------------------------------------------------------------------------------- */

/* Names the lists past their age among these (bits, as pack_selection.lists). Returns the mark of it. */
static uint32_t name_stale_lists(struct passage *passage, uint64_t lists, int32_t day)
{
    uint32_t marks = 0;
    for (uint32_t i = 0; lists != 0 && i < passage->pack->list_count; i++, lists >>= 1)
        if ((lists & 1) != 0 && list_is_stale(&passage->pack->lists[i], day)) {
            verdict_add_stale_list(passage->verdict, passage->pack, i);
            marks = FG_MARK_STALE;
        }
    return marks;
}

static uint8_t marks_of(struct passage *passage, const struct judged *judged, const struct judgement *judgement)
{
    const struct pack *pack = passage->pack;
    if (pack->meta->valid_to && judged->as_of > pack->meta->valid_to)
        passage->verdict->marks |= FG_MARK_PACK_EXPIRED;
    return (uint8_t)(name_stale_lists(passage, judgement->resting_on, judged->as_of) |
                     (judgement->excepted ? FG_MARK_EXCEPTED : 0u) | (judgement->relieved ? FG_MARK_RELIEVED : 0u));
}

static void count_reliefs(const struct relief_set *set, uint64_t lowered)
{
    for (uint32_t i = 0; set && lowered != 0 && i < set->count; i++, lowered >>= 1)
        if ((lowered & 1) != 0 && set->reliefs[i].lowered)
            atomic_fetch_add_explicit(set->reliefs[i].lowered, 1, memory_order_relaxed);
}

static void count_hits(struct passage *passage, const struct judged *judged, const struct judgement *judgement)
{
    struct held *held = &passage->lane->held;
    if (!judged->underlying)
        held->rule_count = held->entry_count = 0;
    if (passage_only_shadows(passage)) {
        hits_count_shadow(passage->pack, judgement, held);
        return;
    }
    hits_count(passage->pack, judgement, held);
    count_reliefs(passage->lane->live->reliefs, judgement->reliefs);
}

void settle_last(struct passage *passage)
{
    const struct fg_verdict *verdict = passage->verdict;
    struct lane_counters *counters = passage->counters;
    if (verdict->transfer_count == passage->counted)
        return;
    passage->counted = verdict->transfer_count;
    const struct verdict_transfer *last = &verdict->transfers[verdict->transfer_count - 1];
    count(&counters->transfers, 1);
    count(&counters->actions[last->action], 1);
    count(&counters->would[last->would], 1);
    count(&counters->stale, (last->marks & FG_MARK_STALE) != 0);
    count(&counters->excepted, (last->marks & FG_MARK_EXCEPTED) != 0);
    count(&counters->relieved, (last->marks & FG_MARK_RELIEVED) != 0);
    if (!passage->shadow)
        return;
    count(&counters->shadow_failed, last->shadow == 0);
    if (last->shadow > 0) {
        count(&counters->shadow[last->shadow - 1], 1);
        count(&counters->shadow_apart, (fg_action)(last->shadow - 1) != passage->asked);
    }
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

/* The gate's own checks, which a cover's customer transfer shares with its cover. */
static void check(struct passage *passage, const struct judged *judged, struct opinion *decided, struct opinion *would,
                  uint8_t *marks)
{
    struct own_finding found[OWN_CHECKS];
    uint32_t count_found = own_checks(passage, passage->pack, judged, found);
    for (uint32_t i = 0; i < count_found; i++) {
        write_own_reason(passage, judged, &found[i]);
        listen(decided, &found[i]);
        listen(would, &found[i]);
        if (found[i].list > 0) /* then it rests on the age of every list */
            *marks |= (uint8_t)name_stale_lists(passage, UINT64_MAX, judged->as_of);
    }
}

void settle_transfer(struct passage *passage, const struct judged *judged, const struct judgement *judgement)
{
    struct fg_verdict *verdict = passage->verdict;
    struct opinion decided = opinion_of(passage->pack, judgement->action, judgement->rule);
    struct opinion would = opinion_of(passage->pack, judgement->would, judgement->would_rule);
    struct verdict_transfer before = {0};
    if (judged->underlying)
        before = verdict->transfers[judged->number - 1];
    else
        settle_last(passage);
    uint8_t marks = marks_of(passage, judged, judgement), duties = (uint8_t)judgement->duties;
    write_reasons(passage, judged, judgement);
    count_hits(passage, judged, judgement);
    if (!judged->underlying)
        check(passage, judged, &decided, &would, &marks);
    if (would.action < decided.action)
        would = decided;
    if (!judged->underlying || decided.action > passage->asked)
        passage->asked = decided.action;
    if (passage_only_shadows(passage)) {
        decided = (struct opinion){FG_PASS, NULL, ""};
        duties = 0;
    }
    if (decided.action > FG_PASS || would.action > FG_PASS || duties != 0)
        write_detail(passage, judged, &before, &decided, &would);
    struct verdict_transfer settled = {.as_of = judged->as_of,
                                       .action = (uint8_t)decided.action & 15,
                                       .would = (uint8_t)would.action & 15,
                                       .duties = duties,
                                       .marks = marks};
    if (judged->underlying)
        verdict_strengthen_transfer(verdict, &settled);
    else
        verdict_add_transfer(verdict, &settled);
}
