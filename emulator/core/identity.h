/* Who makes a call, and where it is accounted. */
#ifndef NUBE_IDENTITY_H
#define NUBE_IDENTITY_H

#include "emulator/base/span.h"

enum identity_kind {
    IDENTITY_ROOT,      /* any credentials that Nube did not issue */
    IDENTITY_USER,      /* a user, by an access key */
    IDENTITY_ROLE,      /* a session of a role */
    IDENTITY_FEDERATED, /* a federated user, who has what their maker let them have */
    IDENTITY_SERVICE,   /* Nube itself, on a service's behalf: "pipes.amazonaws.com" */
    IDENTITY_ORIGIN,    /* an origin access identity of CloudFront's: its user id is the canonical one */
    IDENTITY_ANONYMOUS /* nobody: a PUBLIC operation without a signature; the account and region are the default ones */
};

#define ACCOUNT_DEFAULT "000000000000"
#define REGION_DEFAULT  "us-east-1"

struct identity {
    enum identity_kind kind;
    char account[13];  /* 12 digits */
    char region[32];   /* "us-east-1" */
    char arn[512];     /* of the principal */
    char user_id[128]; /* as GetCallerIdentity gives it */
    char key_id[32];   /* the access key by which it came, when Nube issued it; else "" */
    /* Of a service: the ARN of what it acts for (a topic, a rule); the opener's memory, a call keeps a copy. AWS: the
     * condition keys aws:SourceArn and aws:SourceAccount. */
    struct span source_arn;
    bool is_held; /* of a service: policies count for what it reads, too, since it reads for somebody else */
};

/* How the user id of a session begins whose role IAM does not have: services may have such ones. */
#define IDENTITY_NO_ROLE "AROA00000000000000000"

/* Root of the default account. */
extern const struct identity identity_default;

/* Access keys that Nube issued itself. Their requests are verified by signature. */
struct identity_key {
    struct identity who;
    char secret[64];
    char token[512];    /* session token that must come along; "" for none */
    int64_t expires_ms; /* 0: never */
    bool has_mfa;       /* of a token: who made it proved themselves by a device's code, too */
    /* Told of each request that bore the key's signature, and for what it was signed: brief, on any thread. NULL:
     * nobody asks. */
    void (*used)(struct span access_key_id, struct span service, struct span region);
};

enum identity_found {
    IDENTITY_NOT_OURS, /* nobody was issued that key */
    IDENTITY_OURS,
    IDENTITY_ENDED,  /* it was one of ours, and is none any more */
    IDENTITY_UNKNOWN /* it could not be looked up */
};

/* Set by each service that issues keys, at its start: finds a key by its id, or says that it issued none of that
 * kind. */
typedef enum identity_found identity_lookup_fn(struct span access_key_id, struct identity_key *key);
void identity_register_keys(identity_lookup_fn *lookup);
enum identity_found identity_key_find(struct span access_key_id, struct identity_key *key);

/* The root of the account that an access key id stands for which Nube did not issue: of that account when it is 12
 * digits, else of the default one; in the default region. */
void identity_of_root(struct span access_key_id, struct identity *who);

/* The identity that Nube acts with on behalf of a role: for a service that assumed it. `role_arn` must be an IAM
 * role's ARN; the session's name becomes part of the principal's ARN. False when it is no role's ARN. */
bool identity_of_role(struct span role_arn, const char *session, const char *region, struct identity *who);

/* The identity of a service that acts by itself: `name` "sns" gives the principal "sns.amazonaws.com", accounted to
 * `account` in `region`. `source_arn` is what it acts for; absent when that cannot be told. */
void identity_of_service(const char *name, struct span account, struct span region, struct span source_arn,
                         struct identity *who);

/* The same, accounted where `arn` lies: in its account and region. False when it is no ARN. */
bool identity_of_service_at(const char *name, struct span arn, struct span source_arn, struct identity *who);

/* An origin access identity of CloudFront's, by its id and its canonical user id; in no account. */
void identity_of_origin(struct span id, struct span canonical, struct identity *who);

#endif
