/* Who makes a call, and where it is accounted. */
#ifndef NUBE_IDENTITY_H
#define NUBE_IDENTITY_H

enum identity_kind {
    IDENTITY_ROOT,     /* any credentials that Nube did not issue */
    IDENTITY_ROLE,     /* a session of a role */
    IDENTITY_SERVICE   /* Nube itself, on a service's behalf: "pipes.amazonaws.com" */
};

#define ACCOUNT_DEFAULT "000000000000"
#define REGION_DEFAULT  "us-east-1"

struct identity {
    enum identity_kind kind;
    char account[13];      /* 12 digits */
    char region[32];       /* "us-east-1" */
    char arn[512];         /* of the principal */
    char user_id[128];     /* as GetCallerIdentity gives it */
};

/* Root of the default account. */
extern const struct identity identity_default;

#endif
