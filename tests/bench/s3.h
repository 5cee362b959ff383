/* Objects: small ones by the second, a large one, a list of a million keys, and many uploads at once. */
#ifndef BENCH_S3_H
#define BENCH_S3_H

/* Measures a Nube of its own below the folder. BENCH_S3_KEYS tells how many keys the large bucket has (1,000,000),
 * BENCH_S3_MB how large an object is (1024). 0, or -1 when something could not be measured. */
int s3_report(const char *build, const char *folder, int connections, double seconds);

#endif
