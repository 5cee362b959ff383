/* CloudFront's edge: a page of 16 KB from its cache, beside the floor of HTTP. */
#ifndef NUBE_BENCH_CLOUDFRONT_H
#define NUBE_BENCH_CLOUDFRONT_H

/* -1: a request of the preparation was refused. */
int cloudfront_report(const char *build, const char *folder, int connections, double seconds);

#endif
