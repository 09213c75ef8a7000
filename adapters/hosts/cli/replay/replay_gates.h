/*
 * replay_gates.h: the gates of a replay. Each worker has its own, and with it a copy of the packs in memory: processors
 * that read one copy hold each other up. (Two threads took 4 to 6 % longer to screen with one pack than with one each,
 * and two processes as much longer once they shared the pages of its file.)
 */
#ifndef FIATGATE_CLI_REPLAY_GATES_H
#define FIATGATE_CLI_REPLAY_GATES_H

#include "judging.h"
#include "replay_options.h"

struct replay_gates;

/* Opens gates for so many workers, on as many threads. EXIT_DONE, or an exit code (said why): then there are none. */
int replay_gates_open(struct replay_gates **gates, const struct replay_options *options, size_t workers);
void replay_gates_close(struct replay_gates *gates);

/* Of a worker, from 0: gates with lanes for it. Those of the first have lanes for all: where memory for a copy cannot
 * be had, or a pack's file is no longer what the first has loaded, they are lent. */
struct gate_pair replay_gates_of(const struct replay_gates *gates, size_t worker);

#endif
