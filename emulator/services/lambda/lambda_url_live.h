/* Function URLs as requests meet them, by the id in their host. */
#ifndef NUBE_LAMBDA_URL_LIVE_H
#define NUBE_LAMBDA_URL_LIVE_H

#include "emulator/base/doc.h"

struct lambda_url_live {
    bool is_there;                                 /* if not there is nothing else */
    bool is_signed;                                /* AWS_IAM, else NONE */
    bool is_streamed;                              /* RESPONSE_STREAM, else BUFFERED */
    struct span id, account, region, function_arn; /* with the alias, where it is one's */
    const struct doc *cors;                        /* or NULL */
};

struct kept;

/* The URL of that id, to be given back by kept_release; NULL: there is none. From any thread, without a reader in
 * hand. */
struct kept *lambda_url_live_take(struct span id, const struct lambda_url_live **live);

/* Before the first request. */
void lambda_url_live_start(void);

#endif
