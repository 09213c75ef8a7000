/*
 * child.c: fork, limits, and sentences for how a child may end.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
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
                         const struct receiver *receiver)
{
    int cause = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (cause == SIGXCPU)
        report_here(receiver, folder, PROCESSOR_TIME, limits->cpu_seconds);
    else if (cause == SIGALRM)
        report_here(receiver, folder, WALL_TIME, limits->wall_seconds);
    else if (cause == SIGINT || cause == SIGTERM || cause == SIGHUP)
        report_here(receiver, folder, INTERRUPTED);
    else if (WIFEXITED(status) && (WEXITSTATUS(status) == COMPILER_EXIT_MEMORY || WEXITSTATUS(status) == EXIT_FAILURE))
        report_here(receiver, folder, NO_MEMORY, (unsigned long long)(limits->memory_bytes >> 20));
    else if (cause)
        report_here(receiver, folder, SIGNAL, cause, message_signal(receiver->language, cause),
                    cause == SIGKILL ? message_text(receiver->language, FAULT_WANT_OF_MEMORY) : "");
    else
        report_here(receiver, folder, ENDED_EARLY, WIFEXITED(status) ? WEXITSTATUS(status) : status);
}

_Noreturn static void run_child(struct report *report, const struct compiler_limits *limits, child_work_fn run,
                                void *work)
{
    reset_signals();
    silence_standard_error();
    set_limits(limits);
    run(report, work);
    report_end(report);
    _exit(EXIT_SUCCESS);
}

int child_run(const char *folder, const struct compiler_limits *limits, child_work_fn run, void *work,
              const struct receiver *receiver)
{
    int ends[2], status = 0;
    bool ended;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        report_here(receiver, folder, NO_PIPE, message_errno(receiver->language, errno));
        return 1;
    }
    pid_t child = fork();
    if (child < 0) {
        report_here(receiver, folder, NO_PROCESS, message_errno(receiver->language, errno));
        close(ends[0]);
        close(ends[1]);
        return 1;
    }
    if (child == 0) {
        close(ends[0]);
        struct report report = {.pipe = ends[1], .folder = folder, .language = receiver->language};
        run_child(&report, limits, run, work);
    }
    close(ends[1]);
    int errors = report_receive(ends[0], receiver, &ended);
    close(ends[0]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!ended) {
        describe_end(folder, limits, status, receiver);
        errors++;
    }
    return errors;
}
