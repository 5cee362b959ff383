/* SQS's sends, receives and deletes, singly and in batches of ten, and with BENCH_MESSAGES=1000000 on a queue that holds so many. */
#ifndef BENCH_SQS_H
#define BENCH_SQS_H

#include <stddef.h>

/* Makes the queues, measures at 1, 8 and 32 connections so many seconds each, and prints; floors are requests a second of HTTP and of
 * durable SQLite writes. Returns 0, or -1 when a request of the preparation was refused. */
int sqs_report(int port, double seconds, double http_floor, double sqlite_floor);

/* A thousand receivers that wait, in a Nube of its own below the folder: what they take, and how soon a message wakes one. 0, or -1 when something failed. */
int sqs_polls_report(const char *build, const char *folder);

/* Writes a request of the operation: its body is the queue's URL and `more` (",\"Name\":value"). Returns its size. */
size_t sqs_request(char *out, size_t room, int port, const char *queue, const char *operation, const char *more);

#endif
