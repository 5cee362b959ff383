/* What the program was started with. Set once by main, before anything else runs; read by all. */
#ifndef NUBE_SETTINGS_H
#define NUBE_SETTINGS_H

#include <stdbool.h>

struct settings {
    const char *host; /* address to listen on */
    _Atomic int port;
    const char *data_dir;           /* absolute once the store is open */
    bool is_ephemeral;              /* data_dir goes at exit */
    bool is_fully_durable;          /* --durability full */
    bool dynamodb_throttling;       /* provisioned tables keep to their capacity */
    int workers;                    /* threads of the front listener */
    const char *smtp;               /* "host:port", or NULL */
    const char *allow_origin;       /* or NULL */
    const char *allow_host;         /* or NULL */
    const char *states_mock_config; /* a file, or NULL */
    const char *init_dir;           /* a folder of scripts, or NULL */
    int iam;                        /* how strictly policies count: enum authorise_mode */
};

extern struct settings settings;

#endif
