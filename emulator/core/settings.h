/* What the program was started with. Set once by main, before anything else runs; read by all. */
#ifndef NUBE_SETTINGS_H
#define NUBE_SETTINGS_H

#include <stdbool.h>

#define LAMBDA_RUNTIMES_MAX 32

struct settings {
    const char *host;      /* address to listen on, of IPv4 */
    const char *host_ipv6; /* and of IPv6, or NULL */
    bool needs_ipv6;       /* it was asked for by name */
    _Atomic int port;
    int tls_port;                   /* 0: none */
    const char *tls_name;           /* further names to have certificates for: "a.test,192.168.1.7", or NULL */
    const char *tls_cert;           /* a file of one's own certificates, or NULL */
    const char *tls_key;            /* and of the key, or NULL */
    const char *data_dir;           /* absolute once the store is open */
    bool is_ephemeral;              /* data_dir goes at exit */
    bool is_fully_durable;          /* --durability full */
    bool dynamodb_throttling;       /* provisioned tables keep to their capacity */
    int edge_cache_mb;              /* of CloudFront's edge, in memory */
    int workers;                    /* threads of the front listener */
    const char *smtp;               /* "host:port", or NULL */
    const char *allow_origin;       /* or NULL */
    const char *allow_host;         /* or NULL */
    const char *states_mock_config; /* a file, or NULL */
    const char *lambda_runtimes[LAMBDA_RUNTIMES_MAX]; /* "python3.12=/opt/py312/bin/python3" */
    int lambda_runtime_count;
    const char *init_dir; /* a folder of scripts, or NULL */
    int iam;              /* how strictly policies count: enum authorise_mode */
};

extern struct settings settings;

#endif
