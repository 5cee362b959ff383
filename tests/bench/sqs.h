/* SQS's sends, receives and deletes, singly and in batches of ten, and with BENCH_MESSAGES=1000000 on a queue that holds so many. */
#ifndef BENCH_SQS_H
#define BENCH_SQS_H

/* Makes the queues, measures at 1, 8 and 32 connections so many seconds each, and prints; floors are requests a second of HTTP and of
 * durable SQLite writes. Returns 0, or -1 when a request of the preparation was refused. */
int sqs_report(int port, double seconds, double http_floor, double sqlite_floor);

#endif
