/* A Nube of the measurements' own: a process with its port and data folder. */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include <sys/types.h>

struct server {
    int port;
    pid_t pid; /* 0: not running */
};

/* Starts build/nube on the port with its data and log below the folder, and so many threads (0: its default). Gives the milliseconds from exec to its first
 * answer, or -1: it did not start. */
double server_start(struct server *s, const char *build, const char *folder, int workers);

/* The same with the default of threads, and by TLS on another port, which it gives. */
double server_start_tls(struct server *s, const char *build, const char *folder, int *tls_port);

/* The same for any program that serves s->port: argv[0] is its path. Its standard error goes to nube.log in the folder. */
double server_start_command(struct server *s, const char *folder, char *const argv[]);

/* Ends it and waits for its end. */
void server_stop(struct server *s);

/* What a process holds in memory, in KB; 0 when that cannot be read. */
long server_resident_kb(pid_t pid);

/* A port that nobody listens on, or 0. */
int server_free_port(void);

#endif
