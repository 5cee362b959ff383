/* Cold starts of functions: from the call of Invoke to its answer, with a process of its own each time. */
#ifndef BENCH_LAMBDA_COLD_H
#define BENCH_LAMBDA_COLD_H

/* Of a C function that is there (app-server), and of empty ones in Python and for Node.js, beside their interpreter's
 * own start where the machine has one. `folder` is absolute. 0, or -1 when a call was refused. */
int lambda_cold_report(int port, const char *folder);

#endif
