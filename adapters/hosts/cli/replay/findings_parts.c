/*
 * findings_parts.c: questions to a work file, and messages made of the answers (findings_parts.h). Reads the database.
 */
#include "findings_parts.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "fiatgate.h"

void finding_no_memory(struct finding *finding)
{
    if (!finding->failed)
        say("memory for what the replay found could not be had");
    finding->failed = true;
}

static void no_answer(struct finding *finding, const char *why)
{
    if (!finding->failed)
        say("what the replay found cannot be read out of its work file: %s; give the command again with --anew", why);
    finding->failed = true;
}

void finding_damaged(struct finding *finding)
{
    no_answer(finding, "it is damaged");
}

sqlite3_stmt *finding_ask(struct finding *finding, const char *sql)
{
    sqlite3_stmt *question = NULL;
    if (!finding->failed && sqlite3_prepare_v2(finding->database, sql, -1, &question, NULL) != SQLITE_OK)
        no_answer(finding, sqlite3_errmsg(finding->database));
    return question;
}

bool finding_next(struct finding *finding, sqlite3_stmt **question)
{
    int answer = *question && !finding->failed ? sqlite3_step(*question) : SQLITE_DONE;
    if (answer == SQLITE_ROW)
        return true;
    if (answer != SQLITE_DONE)
        no_answer(finding, sqlite3_errmsg(finding->database));
    sqlite3_finalize(*question);
    *question = NULL;
    return false;
}

const char *finding_text(sqlite3_stmt *question, int column)
{
    const unsigned char *text = sqlite3_column_text(question, column);
    return text ? (const char *)text : "";
}

uint64_t finding_number(sqlite3_stmt *question, int column)
{
    return (uint64_t)sqlite3_column_int64(question, column);
}

sqlite3_stmt *finding_sums(struct finding *finding, enum sum_kind kind)
{
    sqlite3_stmt *question =
        finding_ask(finding, "SELECT name, SUM(count) FROM sums WHERE kind = ?1 GROUP BY name ORDER BY name");
    if (question)
        sqlite3_bind_int(question, 1, (int)kind);
    return question;
}

uint64_t finding_sum(struct finding *finding, enum sum_kind kind)
{
    uint64_t sum = 0;
    sqlite3_stmt *question = finding_sums(finding, kind);
    while (finding_next(finding, &question))
        sum += finding_number(question, 1);
    return sum;
}

char *finding_copy(struct finding *finding, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        finding_no_memory(finding);
    return copy;
}

void *finding_make(struct finding *finding, const ProtobufCMessageDescriptor *kind)
{
    void *message = finding->failed ? NULL : malloc(kind->sizeof_message);
    if (message)
        protobuf_c_message_init(kind, message);
    else
        finding_no_memory(finding);
    return message;
}

void *finding_add(struct finding *finding, void *list, size_t *count, const ProtobufCMessageDescriptor *kind)
{
    void *message = finding_make(finding, kind);
    if (!message)
        return NULL;
    /* The field is a pointer to pointers to a type that is not known here. Room doubles at each power of two. */
    char *items;
    memcpy(&items, list, sizeof items);
    if ((*count & (*count - 1)) == 0) {
        char *grown = realloc(items, (*count ? *count * 2 : 1) * sizeof message);
        if (!grown) {
            free(message);
            finding_no_memory(finding);
            return NULL;
        }
        items = grown;
        memcpy(list, &items, sizeof items);
    }
    memcpy(items + *count * sizeof message, &message, sizeof message);
    ++*count;
    return message;
}

/* Takes an action and the mark behind it, or the end, off a name. */
static const char *take_action(const char *name, int *action)
{
    for (int i = FG_PASS; i <= FG_BLOCK; i++) {
        const char *word = fg_action_name((fg_action)i);
        size_t length = strlen(word);
        if (strncmp(name, word, length) != 0 || (name[length] != '>' && name[length] != '\0'))
            continue;
        *action = i;
        return name + length + (name[length] == '>');
    }
    return NULL;
}

const char *finding_actions(const char *name, int *before, int *after)
{
    const char *behind = take_action(name, before);
    return behind ? take_action(behind, after) : NULL;
}

const char *finding_day(const char *text, char day[FINDING_DAY])
{
    size_t digits = 0;
    day[0] = '\0';
    for (; *text && digits < 9; text++)
        if (*text >= '0' && *text <= '9') {
            if (digits == 4 || digits == 6)
                strcat(day, "-");
            strncat(day, text, 1);
            digits++;
        } else if (*text != '-')
            break;
    if (digits != 8)
        day[0] = '\0';
    return day;
}

static int by_payments(const void *a, const void *b)
{
    const Fiatgate__ReplayMoney *left = *(Fiatgate__ReplayMoney *const *)a, *right = *(Fiatgate__ReplayMoney *const *)b;
    if (left->payments != right->payments)
        return left->payments > right->payments ? -1 : 1;
    return strcmp(left->currency, right->currency);
}

void finding_money(struct finding *finding, Fiatgate__ReplayMoney ***list, size_t *count, sqlite3_stmt *question,
                   int first)
{
    uint64_t payments = finding_number(question, first + 1), not_summed = finding_number(question, first + 2);
    char text[48];
    replay_amount whole;
    Fiatgate__ReplayMoney *money = finding_add(finding, list, count, &fiatgate__replay_money__descriptor);
    if (!money)
        return;
    money->currency = finding_copy(finding, finding_text(question, first));
    SET(money, payments, payments);
    if (not_summed > 0)
        SET(money, not_summed, not_summed);
    if (not_summed < payments && replay_amount_read_whole(finding_text(question, first + 3), &whole)) {
        replay_amount_write(whole, text);
        money->amount = finding_copy(finding, text);
    }
}

void finding_sort_money(const struct finding *finding, Fiatgate__ReplayMoney **money, size_t count)
{
    if (count > 1 && !finding->failed)
        qsort(money, count, sizeof *money, by_payments);
}
