/* JSONata expressions a second, in process. */
#ifndef BENCH_JSONATA_RATE_H
#define BENCH_JSONATA_RATE_H

/* Prints the rate of twenty expressions over one document, in turn, on one thread, for so many seconds. */
void jsonata_report(double seconds);

#endif
