/* What policies cost. */
#ifndef BENCH_IAM_H
#define BENCH_IAM_H

/* Prints how long a decision takes, in process, on one thread, over 10 policies of 20 statements. */
void iam_decisions_report(double seconds);

/* Prints GetItem and PutItem of a table by a role's signed requests, policies enforced and off, in turns. -1: a
 * request of the preparation was refused. */
int iam_report(int port, int connections, double seconds);

#endif
