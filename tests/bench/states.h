/* Step Functions: the interpreter in process, executions over HTTP, and the memory of executions that wait. */
#ifndef BENCH_STATES_H
#define BENCH_STATES_H

/* Measures so many seconds each and prints. Floors are requests a second of HTTP and of durable SQLite writes. Returns 0, or -1 when a request
 * of the preparation was refused. */
int states_report(int port, int connections, double seconds, double http_floor, double sqlite_floor);

/* The memory of ten thousand executions that wait. To be measured before any other load, whose leavings in the heap would hide it. */
int states_waits_report(int port, int pid);

/* The service in this process, its store in a folder of its own: two workflows as STANDARD, the first as EXPRESS. Returns 0, or -1 when something was refused. */
int states_service_report(const char *const *workflows, const char *input, double seconds);

#endif
