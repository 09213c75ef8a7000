/*
 * stop_signal.c: signals that ask for the end (stop_signal.h).
 */
#include "stop_signal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};
#define ASKING (sizeof asking / sizeof *asking)

static struct sigaction before[ASKING];
static atomic_int came;
static bool on_terminal;

static void note(int number)
{
    int error = errno;
    static const char sentence[] =
        "\r\033[Kfiatgate: stopping when what is under way is done; once more stops at once\n";
    int none = 0;
    /* Whichever of them comes next does what it always does. */
    for (size_t i = 0; i < ASKING; i++)
        if (before[i].sa_handler != SIG_IGN)
            sigaction(asking[i], &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    /* Where it cannot be said, it is done all the same. */
    if (atomic_compare_exchange_strong(&came, &none, number) && on_terminal)
        none = (int)write(STDERR_FILENO, sentence, sizeof sentence - 1);
    errno = error;
}

void stop_signal_note(void)
{
    /* Without SA_RESTART: a read that waits for input comes back. */
    struct sigaction noting = {.sa_handler = note};
    atomic_store(&came, 0);
    on_terminal = isatty(STDERR_FILENO);
    for (size_t i = 0; i < ASKING; i++)
        if (sigaction(asking[i], NULL, &before[i]) == 0 && before[i].sa_handler != SIG_IGN)
            sigaction(asking[i], &noting, NULL);
}

int stop_signal(void)
{
    return atomic_load_explicit(&came, memory_order_relaxed);
}

void stop_signal_finish(void)
{
    struct sigaction noting = {.sa_handler = note, .sa_flags = SA_RESTART};
    for (size_t i = 0; i < ASKING && stop_signal() == 0; i++)
        if (before[i].sa_handler != SIG_IGN)
            sigaction(asking[i], &noting, NULL);
}

void stop_signal_die(int number)
{
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(number);
}
