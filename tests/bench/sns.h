/* SNS's publishes to a topic with ten queues, raw and in signed envelopes. */
#ifndef BENCH_SNS_H
#define BENCH_SNS_H

/* Makes topics and queues, measures at 1, 8 and 32 connections so many seconds each, and prints; floors are requests a second of HTTP and of
 * durable SQLite writes. Returns 0, or -1 when a request of the preparation was refused. */
int sns_report(int port, double seconds, double http_floor, double sqlite_floor);

#endif
