/* A simulated partner as an HTTP server of its own: options, start and stop. Its ledger is in memory and, with --data,
 * in files. */
#ifndef APP_SIMULATORS_SIMULATOR_SERVER_H
#define APP_SIMULATORS_SIMULATOR_SERVER_H

struct simulator;

/* Runs until SIGINT or SIGTERM; returns the exit status. */
int simulator_server_run(const struct simulator *simulator, int argc, char **argv);

#endif
