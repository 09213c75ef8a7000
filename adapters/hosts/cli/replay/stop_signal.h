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
/* From here on one comes too late to stop anything: it is noted still, so that the process does not die over what it
 * has come to, and a write that it comes into goes on. */
void stop_signal_finish(void);
/* Ends the process as the signal would have. */
void stop_signal_die(int number);

#endif
