/*
 * stop_signal.c: signals that ask for the end (stop_signal.h).
 */
#include "stop_signal.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};
#define ASKING (sizeof asking / sizeof *asking)

static struct sigaction before[ASKING];
static atomic_int came;

static void note(int number)
{
    static const char sentence[] = "fiatgate: stopping behind the messages under way; once more stops at once\n";
    int none = 0;
    /* Whichever of them comes next does what it always does. */
    for (size_t i = 0; i < ASKING; i++)
        if (before[i].sa_handler != SIG_IGN)
            sigaction(asking[i], &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    if (atomic_compare_exchange_strong(&came, &none, number) && isatty(STDERR_FILENO) &&
        write(STDERR_FILENO, "\r\033[K", 4) == 4 && write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        return;
}

void stop_signal_note(void)
{
    /* Without SA_RESTART: a read that waits for input comes back. */
    struct sigaction noting = {.sa_handler = note};
    atomic_store(&came, 0);
    for (size_t i = 0; i < ASKING; i++)
        if (sigaction(asking[i], NULL, &before[i]) == 0 && before[i].sa_handler != SIG_IGN)
            sigaction(asking[i], &noting, NULL);
}

int stop_signal(void)
{
    return atomic_load_explicit(&came, memory_order_relaxed);
}

void stop_signal_end(void)
{
    for (size_t i = 0; i < ASKING; i++)
        if (before[i].sa_handler != SIG_IGN)
            sigaction(asking[i], &before[i], NULL);
}

void stop_signal_die(int number)
{
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(number);
}
