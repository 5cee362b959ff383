/* Stages of API Gateway's: mocks, refusals, and an API of many routes. */
#ifndef BENCH_APIGATEWAY_H
#define BENCH_APIGATEWAY_H

/* Makes APIs, measures, and prints; the floor is requests a second of bare HTTP. Returns 0, or -1 when a request of the
 * preparation was refused. */
int apigateway_report(int port, int connections, double seconds, double http_floor);

#endif
