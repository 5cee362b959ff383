/* Lambda's warm invocations of a function in C. */
#ifndef BENCH_LAMBDA_H
#define BENCH_LAMBDA_H

/* Invokes the shop's function `app-server`, which is deployed, with a request for GET /health, at 1 and at `connections`
 * connections so many seconds each, and prints. The floor is requests a second of HTTP. Returns 0, or -1 when one was
 * refused. */
int lambda_report(int port, int connections, double seconds, double http_floor);

#endif
