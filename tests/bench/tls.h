/* TLS: requests on connections that are kept, beside the same in plain, and handshakes beside mbedTLS alone. */
#ifndef BENCH_TLS_H
#define BENCH_TLS_H

/* Measures a Nube of its own below the folder. 0, or -1 when something could not be measured. */
int tls_report(const char *build, const char *folder, int connections, double seconds);

#endif
