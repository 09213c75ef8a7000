/*
 * stop_signal.h: a signal that asks for the end (SIGINT, SIGTERM, SIGHUP), noted, so that what is under way can be
 * brought to an end. The second one ends the process at once. Touches the process's signal handlers.
 */
#ifndef FIATGATE_CLI_REPLAY_STOP_SIGNAL_H
#define FIATGATE_CLI_REPLAY_STOP_SIGNAL_H

/* Begins to note them. One that was ignored stays so. */
void stop_signal_note(void);
/* The one that came, 0 = none. Any thread. */
int stop_signal(void);
/* Signals do again what they did before. */
void stop_signal_end(void);
/* Ends the process as the signal would have. */
void stop_signal_die(int number);

#endif
