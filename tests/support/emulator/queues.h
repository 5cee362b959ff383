/* Queues for tests of SQS, by way of the door: see world.h. */
#ifndef NUBE_QUEUES_H
#define NUBE_QUEUES_H

#include "tests/support/emulator/world.h"

#define URL      "http://localhost:4566/000000000000/"
#define ARN      "arn:aws:sqs:us-east-1:000000000000:"
#define IN(name) "{\"QueueUrl\":\"" URL name "\""

/* Makes a queue; `attributes` are members of a JSON map. */
void queue(const char *name, const char *attributes);

/* The bodies that a receive gives, a blank between them. `more` are further members of its input, each behind a comma. */
void receive_is(const char *name, int count, const char *more, const char *expected);

/* The same; the handle of the last one is kept in last_handle. */
void receive_keeping(const char *name, int count, const char *more, const char *expected);

/* Receives one message of that body from the queue; its handle is kept in last_handle. */
void receive_from(const char *name, const char *expected);
extern char last_handle[512];

/* Visible, in flight, delayed: "1 0 2". */
void counts_are(const char *name, const char *expected);

/* A receive of 20 seconds that waits, and its end: with the first message's body, or "" for none. */
struct pending *poll_start(const char *name, int count);
void poll_ends_with(struct pending *p, const char *body);

/* Starts the world anew on a database that has only so many of SQS's schema scripts and what `fill` writes. */
struct db;
void older_database(int scripts, int (*fill)(struct db *db, void *unused));

#endif
