/* The shop on Nube: requests of its API, by the gateway and through CloudFront, and whole orders, from the post to
 * SHIPPED, with the simulated partners. */
#ifndef BENCH_SHOP_H
#define BENCH_SHOP_H

struct shop_bench {
    const char *build;
    const char *folder; /* for logs */
    int port, tls_port;
    int connections;
    double seconds;
    double http; /* the HTTP floor */
};

/* Prints its lines. 0, or -1 where the partners did not start, a request was refused or an order did not end. */
int shop_report(const struct shop_bench *bench);

#endif
