/*
 * switch.c: a small payment switch that loads libfiatgate.so. One gate for the process, one lane and one verdict per
 * thread. Messages are screened side by side; then, in the order they came, each goes where its verdict says:
 * forwarded, forwarded with a case opened, parked for a person, or refused with a neutral answer. Read it from work().
 */
#include <dirent.h>
#include <getopt.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "alarm.h"
#include "answers.h"
#include "library.h"
#include "note.h"

static struct {
    fg_gate *gate;
    fg_facts facts;
    const char *parked, *answers; /* folders */
    char *paths[100000];          /* of the messages, count of them; total counts every round */
    size_t count, total;
    pthread_mutex_t mutex; /* guards what follows. A message waits for its turn before it is delivered */
    pthread_cond_t turn_passed;
    size_t next, turn, parked_count, answered;
    FILE *cases; /* the list of flagged transfers */
    bool failed;
} host = {.facts = {.size = sizeof(fg_facts), .direction = FG_DIRECTION_OUTBOUND},
          .mutex = PTHREAD_MUTEX_INITIALIZER,
          .turn_passed = PTHREAD_COND_INITIALIZER};

/* Takes a file, or everything in a folder and below it, in the order of names. */
static void collect(const char *path)
{
    char inside[4096];
    struct dirent **entries;
    int found = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < found; free(entries[i++]))
        if (entries[i]->d_name[0] != '.' && snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name) > 0)
            collect(inside);
    if (found >= 0)
        free(entries);
    else if (host.count < sizeof host.paths / sizeof *host.paths && (host.paths[host.count] = strdup(path)))
        host.count++; /* no folder: a message */
    else
        host.failed = true;
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    struct stat status = {0};
    char *bytes = file && fstat(fileno(file), &status) == 0 ? malloc((size_t)status.st_size + 1) : NULL;
    *length = bytes ? fread(bytes, 1, (size_t)status.st_size, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

/* Opens a file in one of the host's folders, named after its message: 0007-payment.xml. */
static FILE *create(char path[4096], const char *folder, size_t number, const char *ending)
{
    snprintf(path, 4096, "%s/%04zu-%s%s", folder, number + 1, basename(host.paths[number]), ending);
    return fopen(path, "wb");
}

/* A line of the table: the action, the rule that decided, the list entry or field it decided over; and a line of the
 * list of cases. Transfer 0 is a message without transfers. */
static void row(size_t number, const fg_verdict *verdict, uint32_t transfer)
{
    bool decided = false;
    fg_action action = fg.verdict_transfer_action(verdict, transfer);
    fg_reason reason = {.size = sizeof reason};
    bool screened = transfer > 0 || fg.verdict_status(verdict) == FG_STATUS_SCREENED;
    bool forwarded = fg.verdict_status(verdict) == FG_STATUS_SCREENED || fg.verdict_action(verdict) < FG_HOLD;
    const char *rule = fg.verdict_rule(verdict, transfer), *over = "", *name = basename(host.paths[number]);
    for (uint32_t n = 0; !decided && fg.verdict_reason(verdict, n, &reason) == FG_OK; n++)
        decided = reason.transfer == transfer && strcmp(reason.rule, rule) == 0;
    if (decided || !screened)
        over = !decided        ? fg.cause_name(fg.verdict_cause(verdict))
               : *reason.entry ? reason.entry
                               : fg.field_name(reason.field);
    rule = decided || screened ? rule : fg.status_name(fg.verdict_status(verdict));
    printf("%-34.34s %3u %-5s %-29.29s %.25s\n", name, transfer, fg.action_name(action), rule, over);
    if (action == FG_FLAG && forwarded)
        fprintf(host.cases, "  %-34.34s %3u %.58s\n", name, transfer, decided ? reason.title : rule);
}

/* What is not as it should be in a message that was read all the same, below its rows. */
static void warnings(const fg_verdict *verdict)
{
    const char *sentence;
    for (uint32_t n = 0; fg.verdict_warning(verdict, n, NULL, NULL, NULL, &sentence) == FG_OK; n++)
        printf("  warning: %.88s\n", sentence);
    if (fg.verdict_unmapped(verdict) > 0)
        printf("  warning: elements outside the field map, read as text: %u\n", fg.verdict_unmapped(verdict));
}

/* Keeps a message until a person has decided, with all that is known, for that person's eyes. Nothing is sent; remains
 * says what is left to that person beside the decision. */
static bool park(size_t number, const char *bytes, size_t length, fg_error error, const fg_verdict *verdict,
                 const char *remains)
{
    char path[4096];
    FILE *message = create(path, host.parked, number, ""), *note = create(path, host.parked, number, NOTE_ENDING);
    bool kept = message && note && fwrite(bytes, 1, length, message) == length;
    if (note)
        write_note(note, error, verdict, remains);
    kept = message && fclose(message) == 0 && kept;
    return note && fclose(note) == 0 && kept;
}

static bool answer(size_t number, const char *bytes, size_t length, const fg_verdict *verdict)
{
    char path[4096], reference[32];
    const char *ending = answer_ending(verdict);
    FILE *out = ending ? create(path, host.answers, number, ending) : NULL;
    snprintf(reference, sizeof reference, "REJ%08zu", number + 1);
    bool told = out && answer_refused(&(struct refusal){verdict, bytes, length, reference}, out);
    told = out && fclose(out) == 0 && told;
    if (out && !told)
        remove(path);
    return told;
}

/* Sends a screened message where its verdict says. A batch is split: each transfer goes by its own action. */
static void deliver(size_t number, const char *bytes, size_t length, fg_error error, const fg_verdict *verdict)
{
    uint32_t transfers = fg.verdict_transfers(verdict);
    bool refused = false, held = error != FG_OK && fg.verdict_action(verdict) >= FG_HOLD;
    for (uint32_t transfer = transfers > 0 && error == FG_OK; transfer <= transfers; transfer++) {
        fg_action action = fg.verdict_transfer_action(verdict, transfer);
        if (action != FG_PASS || transfers < 20 || transfer <= 1)
            row(number, verdict, transfer);
        held |= action == FG_HOLD;
        refused |= transfer > 0 && is_refused(verdict, transfer);
    }
    warnings(verdict);
    /* What was not screened to its end is not answered, and a failure to screen, or to answer, parks the message. */
    bool failed = !bytes || (error != FG_OK && error != FG_NOT_SCREENED);
    bool told = refused && error == FG_OK && answer(number, bytes, length, verdict);
    bool parked = held || failed || (refused && !told);
    const char *remains = refused && !told ? "not answered: refuse it by hand, in the way its sender understands" : "";
    failed = failed || (parked && !park(number, bytes ? bytes : "", length, error, verdict, remains));
    host.answered += told;
    host.parked_count += parked;
    host.failed = host.failed || failed;
}

static void *work(void *unused)
{
    fg_lane *lane = NULL;
    fg_verdict *verdict = NULL;
    bool ready = fg.lane_open(host.gate, &lane) == FG_OK && fg.verdict_new(host.gate, &verdict) == FG_OK;
    pthread_mutex_lock(&host.mutex);
    host.failed |= !ready;
    while (ready && host.next < host.total) {
        size_t number = host.next++, length = 0;
        pthread_mutex_unlock(&host.mutex);
        char *bytes = read_file(host.paths[number % host.count], &length);
        fg_error error = fg.screen(lane, bytes, length, &host.facts, verdict);
        pthread_mutex_lock(&host.mutex);
        while (number != host.turn)
            pthread_cond_wait(&host.turn_passed, &host.mutex);
        if (number < host.count) /* further rounds only exercise the library */
            deliver(number, bytes, length, error, verdict);
        host.turn++;
        pthread_cond_broadcast(&host.turn_passed);
        free(bytes);
    }
    pthread_mutex_unlock(&host.mutex);
    fg.verdict_free(verdict);
    fg.lane_close(lane);
    return unused;
}

/* Lets the threads work until every message is delivered, and tells the sums. */
static void run(int threads)
{
    pthread_t workers[64];
    int started = 0;
    char *cases = NULL;
    size_t size;
    host.cases = open_memstream(&cases, &size);
    printf("%-34s %3s %-5s %-29s %s\n", "message", "tx", "", "rule", "over");
    while (host.cases && started < threads && started < 64 && pthread_create(&workers[started], NULL, work, NULL) == 0)
        started++;
    while (started > 0)
        pthread_join(workers[--started], NULL);
    if (host.cases && fclose(host.cases) == 0)
        printf("\nForwarded, each with a case to open:\n%s", cases);
    printf("\n%zu screened, %zu parked in %s, %zu answered in %s\n", host.turn, host.parked_count, host.parked,
           host.answered, host.answers);
    free(cases);
}

int main(int argc, char **argv)
{
    static const struct option names[] = {{"today", 1, NULL, 'd'}, {"repeat", 1, NULL, 'r'}, {NULL, 0, NULL, 0}};
    const char *set[256] = {['l'] = "libfiatgate.so", ['c'] = "gate.cfg", ['t'] = "1", ['d'] = "0", ['r'] = "1",
                            ['p'] = "parked",         ['o'] = "answers"};
    char why[1024];
    for (int option; (option = getopt_long(argc, argv, "l:c:k:t:p:o:", names, NULL)) != -1;)
        set[option] = option == '?' ? "wrong" : optarg;
    if (optind == argc || set['?']) {
        fputs("usage: switch [-l SO] [-c CFG] [-k PACK] [-t N] [-p DIR] [-o DIR] [--today D] [--repeat N] PATH\n",
              stderr);
        return 2;
    }
    fg_options options = {sizeof options, .version = FG_VERSION, .config_path = set['c'], .pack_path = set['k']};
    if (!library_load(set['l'], why, sizeof why) || fg.open(&options, &host.gate, why, sizeof why) != FG_OK) {
        fprintf(stderr, "switch: %s\n", why);
        return 1;
    }
    while (optind < argc)
        collect(argv[optind++]);
    host.parked = set['p'];
    host.answers = set['o'];
    host.facts.today = atoi(set['d']);
    host.total = host.count * (size_t)atoi(set['r']);
    mkdir(host.parked, 0700); /* what is parked is secret: the verdict tells why */
    mkdir(host.answers, 0700);
    tell_alarms(host.gate, host.facts.today, host.parked);
    run(atoi(set['t']));
    return fg.close(host.gate) != FG_OK || host.failed || host.turn < host.total;
}
