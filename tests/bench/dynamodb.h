/* DynamoDB's operations on a small table and, with BENCH_ITEMS=1000000, on one of so many items. */
#ifndef BENCH_DYNAMODB_H
#define BENCH_DYNAMODB_H

/* Makes and fills the tables, measures with so many connections and seconds each, and prints; floors are requests a second of HTTP and of
 * durable SQLite writes; the large table's batches have a floor of their own, measured in the folder. Returns 0, or -1 when a request of the preparation was refused. */
int dynamodb_report(int port, const char *folder, int connections, double seconds, double http_floor,
                    double sqlite_floor);

#endif
