/*
 * switch.c: a small payment switch that loads libfiatgate.so. One gate for the process, one lane and one verdict per
 * thread. Messages are screened side by side; then, in the order they came, each goes where its verdict says:
 * forwarded, forwarded with a case opened, parked for a person, or refused with a neutral answer. Read it from work().
 */
#include <dirent.h>
#include <dlfcn.h>
#include <getopt.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "fiatgate.h"

/* The calls of the library, found at run time so that a switch can start, and say what is wrong, on a machine where it
 * is missing. A host that links with -lfiatgate needs none of this and says fg_screen() for fg.screen(). */
/* clang-format off */
#define LIBRARY_CALLS(CALL)                                                                                            \
    CALL(error_text) CALL(open) CALL(close) CALL(lane_open) CALL(lane_close) CALL(verdict_new) CALL(verdict_free)      \
    CALL(screen) CALL(action_name) CALL(status_name) CALL(cause_name) CALL(field_name) CALL(verdict_status)            \
    CALL(verdict_cause) CALL(verdict_action) CALL(verdict_format) CALL(verdict_message_type) CALL(verdict_error)       \
    CALL(verdict_pack_name) CALL(verdict_pack_version) CALL(verdict_transfers) CALL(verdict_transfer_action)           \
    CALL(verdict_rule) CALL(verdict_status_reason) CALL(verdict_reference) CALL(verdict_reason)
#define POINTER(name) __typeof__(fg_##name) *name;
static struct { LIBRARY_CALLS(POINTER) } fg;
/* clang-format on */

/* False when the library cannot be used. fg_open() checks its version; it is never unloaded: an upgrade is a restart.
 */
static bool load(const char *path, char *why, size_t size)
{
    void *library = dlopen(path, RTLD_NOW);
#define FIND(name) library = library && (*(void **)&fg.name = dlsym(library, "fg_" #name)) ? library : NULL;
    LIBRARY_CALLS(FIND)
    if (!library)
        snprintf(why, size, "%s", dlerror());
    return library != NULL;
}

/* The answer to the party that instructed a blocked transfer, as pacs.002.001.10 or MT199: the original references and
 * a neutral status reason and nothing else. A rule, a list entry or matched text would tip off a customer, and teach a
 * prober what to change. Of what is quoted only characters go through that cannot end their field, or the message. */
#define NOT_SPECIFIED "MS03" /* the reason of a rule that names none */

/* <tag>text</tag>, or nothing when there is no text: what the original may lack is optional in the answer. */
static void element(FILE *out, const char *tag, const char *text)
{
    if (!*text)
        return;
    fprintf(out, "<%s>", tag);
    for (; *text; text++)
        fprintf(out, strchr("<>&", *text) ? "&#%d;" : "%c", (unsigned char)*text < ' ' ? ' ' : *text);
    fprintf(out, "</%s>", tag);
}

/* An agent as the transfer names it, else as the message's header does. */
static void agent(FILE *out, const fg_verdict *verdict, uint32_t tx, const char *tag, fg_field own, fg_field header)
{
    const char *bic = fg.verdict_reference(verdict, tx, own);
    bic = *bic ? bic : fg.verdict_reference(verdict, tx, header);
    if (!*bic)
        return;
    fprintf(out, "<%s><FinInstnId>", tag);
    element(out, "BICFI", bic);
    fprintf(out, "</FinInstnId></%s>", tag);
}

/* The group is RJCT when all of it is refused, else PART; what passed or is held is not mentioned. */
static void pacs002(FILE *out, const fg_verdict *verdict, uint32_t first, bool all, const char *reference)
{
    const char *original = fg.verdict_reference(verdict, first, FG_FIELD_MESSAGE_ID);
    time_t now = time(NULL);
    struct tm utc = {0};
    char created[32];
    strftime(created, sizeof created, "%FT%TZ", gmtime_r(&now, &utc));
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10\"><FIToFIPmtStsRpt>\n"
            "<GrpHdr><MsgId>%s</MsgId><CreDtTm>%s</CreDtTm>",
            reference, created);
    agent(out, verdict, first, "InstgAgt", FG_FIELD_INSTRUCTED_AGENT_BIC, FG_FIELD_RECEIVER_BIC);
    agent(out, verdict, first, "InstdAgt", FG_FIELD_INSTRUCTING_AGENT_BIC, FG_FIELD_SENDER_BIC);
    fputs("</GrpHdr>\n<OrgnlGrpInfAndSts>", out);
    element(out, "OrgnlMsgId", *original ? original : "NOTPROVIDED");
    element(out, "OrgnlMsgNmId", fg.verdict_message_type(verdict));
    fprintf(out, "<GrpSts>%s</GrpSts></OrgnlGrpInfAndSts>", all ? "RJCT" : "PART");
    for (uint32_t tx = first; tx <= fg.verdict_transfers(verdict); tx++) {
        if (fg.verdict_transfer_action(verdict, tx) != FG_BLOCK)
            continue;
        const char *reason = fg.verdict_status_reason(verdict, tx);
        fputs("\n<TxInfAndSts>", out);
        element(out, "OrgnlInstrId", fg.verdict_reference(verdict, tx, FG_FIELD_INSTRUCTION_ID));
        element(out, "OrgnlEndToEndId", fg.verdict_reference(verdict, tx, FG_FIELD_END_TO_END_ID));
        element(out, "OrgnlTxId", fg.verdict_reference(verdict, tx, FG_FIELD_TRANSACTION_ID));
        element(out, "OrgnlUETR", fg.verdict_reference(verdict, tx, FG_FIELD_UETR));
        fprintf(out, "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>%s</Cd></Rsn></StsRsnInf></TxInfAndSts>",
                *reason ? reason : NOT_SPECIFIED);
    }
    fputs("\n</FIToFIPmtStsRpt></Document>\n", out);
}

/* Copies what fits, in SWIFT's character set X on one line; what is outside the set becomes a dot. */
static void swift_text(char *copy, size_t size, const char *text)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ";
    for (; *text && size > 1; text++, size--)
        *copy++ = strchr(set, *text) ? *text : '.';
    *copy = '\0';
}

/* Field 79: 99 points at no field of the original. A BIC in a header has a terminal's letter before its branch. */
static bool mt199(FILE *out, const fg_verdict *verdict, uint32_t transfer, const char *reference)
{
    const char *reason = fg.verdict_status_reason(verdict, transfer);
    char from[12], to[12], uetr[37], sent[17]; /* sent: field 20 of the original */
    swift_text(from, sizeof from, fg.verdict_reference(verdict, transfer, FG_FIELD_RECEIVER_BIC));
    swift_text(to, sizeof to, fg.verdict_reference(verdict, transfer, FG_FIELD_SENDER_BIC));
    swift_text(uetr, sizeof uetr, fg.verdict_reference(verdict, transfer, FG_FIELD_UETR));
    swift_text(sent, sizeof sent, fg.verdict_reference(verdict, transfer, FG_FIELD_MESSAGE_ID));
    if (strlen(from) < 8 || strlen(to) < 8)
        return false;
    fprintf(out, "{1:F01%.8sA%s0000000000}{2:I199%.8sX%sN}", from, from[8] ? from + 8 : "XXX", to,
            to[8] ? to + 8 : "XXX");
    fprintf(out, "%s%s%s{4:\r\n:20:%s\r\n:21:%s\r\n:79:/REJT/99\r\n/%s/\r\n/MREF/%s\r\n-}", *uetr ? "{3:{121:" : "",
            uetr, *uetr ? "}}" : "", reference, *sent ? sent : "NONREF", *reason ? reason : NOT_SPECIFIED, sent);
    return true;
}

/* False when no transfer is blocked, or the message names nobody to answer to. reference: at most 16 characters. */
static bool answer_blocked(const fg_verdict *verdict, const char *reference, FILE *out)
{
    uint32_t first = 0, blocked = 0, transfers = fg.verdict_transfers(verdict);
    for (uint32_t tx = 1; tx <= transfers; tx++)
        if (fg.verdict_transfer_action(verdict, tx) == FG_BLOCK && blocked++ == 0)
            first = tx;
    if (blocked > 0 && strcmp(fg.verdict_format(verdict), "mt") == 0)
        return mt199(out, verdict, first, reference);
    if (blocked > 0)
        pacs002(out, verdict, first, blocked == transfers, reference);
    return blocked > 0;
}

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
    bool screened = fg.verdict_status(verdict) == FG_STATUS_SCREENED;
    const char *rule = fg.verdict_rule(verdict, transfer), *over = "", *name = basename(host.paths[number]);
    for (uint32_t n = 0; !decided && fg.verdict_reason(verdict, n, &reason) == FG_OK; n++)
        decided = reason.transfer == transfer && strcmp(reason.rule, rule) == 0;
    if (decided || !screened)
        over = !decided        ? fg.cause_name(fg.verdict_cause(verdict))
               : *reason.entry ? reason.entry
                               : fg.field_name(reason.field);
    rule = decided || screened ? rule : fg.status_name(fg.verdict_status(verdict));
    printf("%-34.34s %3u %-5s %-29.29s %.25s\n", name, transfer, fg.action_name(action), rule, over);
    if (action == FG_FLAG)
        fprintf(host.cases, "  %-34.34s %3u %.58s\n", name, transfer, decided ? reason.title : rule);
}

/* Keeps a message until a person has decided, with all that is known, for that person's eyes. Nothing is sent. */
static bool park(size_t number, const char *bytes, size_t length, fg_error error, const fg_verdict *verdict)
{
    char path[4096];
    const char *sentence = "";
    fg_reason reason = {.size = sizeof reason};
    FILE *message = create(path, host.parked, number, ""), *note = create(path, host.parked, number, ".verdict.txt");
    bool kept = message && note && fwrite(bytes, 1, length, message) == length;
    fg.verdict_error(verdict, NULL, NULL, NULL, &sentence);
    if (note)
        fprintf(note, "%s: %s; %s\npack %s %s\n", fg.action_name(fg.verdict_action(verdict)), fg.error_text(error),
                sentence, fg.verdict_pack_name(verdict), fg.verdict_pack_version(verdict));
    for (uint32_t n = 0; note && fg.verdict_reason(verdict, n, &reason) == FG_OK; n++)
        fprintf(note, "\ntransfer %u: %s, %s: %s\n  %s \"%s\" at bytes %llu to %llu\n  entry %s\n  %s\n",
                reason.transfer, fg.action_name(reason.action), reason.rule, reason.title, fg.field_name(reason.field),
                reason.text, (unsigned long long)reason.start, (unsigned long long)reason.end, reason.entry,
                reason.basis);
    kept = message && fclose(message) == 0 && kept;
    return note && fclose(note) == 0 && kept;
}

static bool answer(size_t number, const fg_verdict *verdict)
{
    char path[4096], reference[32];
    bool mt = strcmp(fg.verdict_format(verdict), "mt") == 0;
    FILE *out = create(path, host.answers, number, mt ? ".mt199" : ".pacs002.xml");
    snprintf(reference, sizeof reference, "REJ%013zu", number + 1);
    bool told = out && answer_blocked(verdict, reference, out);
    told = out && fclose(out) == 0 && told;
    if (!told)
        remove(path);
    return told;
}

/* Sends a screened message where its verdict says. A batch is split: each transfer goes by its own action. */
static void deliver(size_t number, const char *bytes, size_t length, fg_error error, const fg_verdict *verdict)
{
    uint32_t transfers = fg.verdict_transfers(verdict);
    bool blocked = false, held = error != FG_OK && fg.verdict_action(verdict) >= FG_HOLD;
    for (uint32_t transfer = transfers > 0; transfer <= transfers; transfer++) {
        fg_action action = fg.verdict_transfer_action(verdict, transfer);
        if (action != FG_PASS || transfers < 20 || transfer == 1)
            row(number, verdict, transfer);
        held |= action == FG_HOLD;
        blocked |= action == FG_BLOCK;
    }
    /* What was not screened to its end is not answered, and a failure to screen, or to answer, parks the message. */
    bool failed = !bytes || (error != FG_OK && error != FG_NOT_SCREENED);
    bool told = blocked && error == FG_OK && answer(number, verdict);
    bool parked = held || failed || (blocked && !told);
    failed = failed || (parked && !park(number, bytes ? bytes : "", length, error, verdict));
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
    if (!load(set['l'], why, sizeof why) || fg.open(&options, &host.gate, why, sizeof why) != FG_OK) {
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
    run(atoi(set['t']));
    return fg.close(host.gate) != FG_OK || host.failed || host.turn < host.total;
}
