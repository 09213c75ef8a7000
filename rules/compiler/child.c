/*
 * child.c: fork, limits, and sentences for how a child may end.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage.h"

/* Sanitizers reserve terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

const struct compiler_limits compiler_default_limits = {
    .cpu_seconds = 120, .wall_seconds = 300, .memory_bytes = UINT64_C(4) << 30};

/* What the caller ignores, catches or blocks must not keep a limit from ending the child. */
static void reset_signals(void)
{
    static const int signals[] = {SIGXCPU, SIGALRM, SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGQUIT};
    sigset_t none;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        signal(signals[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_limits(const struct compiler_limits *limits)
{
    struct rlimit core = {0, 0};
    struct rlimit processor = {limits->cpu_seconds, limits->cpu_seconds + 5};
    struct rlimit memory = {limits->memory_bytes, limits->memory_bytes};
    setrlimit(RLIMIT_CORE, &core);
    setrlimit(RLIMIT_CPU, &processor);
    if (!SANITIZED)
        setrlimit(RLIMIT_AS, &memory);
    alarm(limits->wall_seconds);
}

/* libconfig writes one line to standard error before it exits on a failed allocation; the caller has its own sentence
 * for that. */
static void silence_standard_error(void)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
}

static void describe_end(const char *folder, const struct compiler_limits *limits, int status,
                         compiler_report_fn receive, void *context)
{
    char sentence[256];
    int cause = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (cause == SIGXCPU)
        snprintf(sentence, sizeof sentence, "compiling took more than %u s of processor time: make the lists smaller",
                 limits->cpu_seconds);
    else if (cause == SIGALRM)
        snprintf(sentence, sizeof sentence, "compiling took more than %u s: make the lists smaller",
                 limits->wall_seconds);
    else if (cause == SIGINT || cause == SIGTERM || cause == SIGHUP)
        snprintf(sentence, sizeof sentence, "compiling was interrupted: nothing was written, start it again");
    else if (WIFEXITED(status) && (WEXITSTATUS(status) == COMPILER_EXIT_MEMORY || WEXITSTATUS(status) == EXIT_FAILURE))
        snprintf(sentence, sizeof sentence,
                 "compiling needed more memory than there is or than the %llu MiB it may have: make the lists smaller",
                 (unsigned long long)(limits->memory_bytes >> 20));
    else if (cause)
        snprintf(
            sentence, sizeof sentence,
            "the compiler was ended by signal %d (%s)%s: this is a fault of fiatgate or of the machine, not of the "
            "pack's text; keep the folder and report it",
            cause, strsignal(cause), cause == SIGKILL ? ", perhaps for want of memory" : "");
    else
        snprintf(
            sentence, sizeof sentence,
            "the compiler ended with status %d before it was done: this is a fault of fiatgate; keep the folder and "
            "report it",
            WIFEXITED(status) ? WEXITSTATUS(status) : status);
    struct compiler_fault fault = {.severity = COMPILER_ERROR, .file = folder, .sentence = sentence};
    if (receive)
        receive(context, &fault);
}

static int describe_failure(const char *folder, const char *what, compiler_report_fn receive, void *context)
{
    char sentence[256];
    snprintf(sentence, sizeof sentence, "%s: %s; free some and try again", what, strerror(errno));
    struct compiler_fault fault = {.severity = COMPILER_ERROR, .file = folder, .sentence = sentence};
    if (receive)
        receive(context, &fault);
    return 1;
}

_Noreturn static void run_child(int pipe, const char *folder, const struct compiler_limits *limits, child_work_fn run,
                                void *work)
{
    struct report report = {.pipe = pipe, .folder = folder};
    reset_signals();
    silence_standard_error();
    set_limits(limits);
    run(&report, work);
    report_end(&report);
    _exit(EXIT_SUCCESS);
}

int child_run(const char *folder, const struct compiler_limits *limits, child_work_fn run, void *work,
              compiler_report_fn receive, void *context)
{
    int ends[2], status = 0;
    bool ended;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return describe_failure(folder, "a pipe to the compiler could not be made", receive, context);
    pid_t child = fork();
    if (child < 0) {
        int errors = describe_failure(folder, "a process for the compiler could not be made", receive, context);
        close(ends[0]);
        close(ends[1]);
        return errors;
    }
    if (child == 0) {
        close(ends[0]);
        run_child(ends[1], folder, limits, run, work);
    }
    close(ends[1]);
    int errors = report_receive(ends[0], receive, context, &ended);
    close(ends[0]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!ended) {
        describe_end(folder, limits, status, receive, context);
        errors++;
    }
    return errors;
}
