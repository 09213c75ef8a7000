/*
 * bench_instructions.c: instructions per message (bench_measure.h). A count is the same from run to run, where times on
 * a shared machine are not.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench_measure.h"

#define WARM_CALLS 20

/* Of its own, and never inlined: callgrind counts what runs inside it, by name. */
__attribute__((noinline, used)) bool bench_counted_call(const struct bench_subject *subject);
bool bench_counted_call(const struct bench_subject *subject)
{
    bool done = bench_once(subject);
    /* Not the last thing done, so that this stays a call and no jump. */
    __asm__ volatile("" ::: "memory");
    return done;
}

bool bench_count(const struct bench_subject *subject)
{
    for (int i = 0; i < WARM_CALLS; i++)
        if (!bench_prepare(subject) || !bench_once(subject))
            return false;
    for (int i = 0; i < BENCH_COUNTED_CALLS; i++)
        if (!bench_prepare(subject) || !bench_counted_call(subject))
            return false;
    return true;
}

/* In the child: becomes valgrind, or ends with 127. */
static void become_valgrind(const struct bench_subject *subject, const char *pack, int out)
{
    char self[4096], what[64];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        _exit(126);
    self[length] = '\0';
    snprintf(what, sizeof what, "%s:%s", bench_kind_name(subject->kind), subject->material);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(null, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    execlp("valgrind", "valgrind", "--tool=callgrind", "--toggle-collect=bench_counted_call",
           "--callgrind-out-file=/dev/null", self, "bench", "--pack", pack, "--count", what, (char *)NULL);
    _exit(errno == ENOENT ? 127 : 126);
}

/* "==123== Collected : 1234567" among what valgrind says; 0 when it is not there. */
static uint64_t collected(FILE *said)
{
    uint64_t count = 0;
    char line[512];
    while (fgets(line, sizeof line, said)) {
        const char *at = strstr(line, "Collected :");
        if (at)
            count = strtoull(at + strlen("Collected :"), NULL, 10);
    }
    return count;
}

uint64_t bench_instructions(const struct bench_subject *subject, const char *pack)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        say("no pipe to callgrind can be made: %s", strerror(errno));
        return 0;
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        become_valgrind(subject, pack, ends[1]);
    close(ends[1]);
    FILE *said = child > 0 ? fdopen(ends[0], "r") : NULL;
    uint64_t count = said ? collected(said) : 0;
    if (said)
        fclose(said);
    else
        close(ends[0]);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        say("callgrind could not be started: %s", strerror(errno));
        return 0;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        say("instructions are not counted: valgrind is not installed (apt-get install valgrind)");
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || count == 0)
        say("instructions are not counted: callgrind gave no number (a build with sanitizers, or without symbols?)");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? count / BENCH_COUNTED_CALLS : 0;
}
