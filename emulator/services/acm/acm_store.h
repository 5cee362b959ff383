/* ACM's rows, and all of its SQL. */
#ifndef NUBE_ACM_STORE_H
#define NUBE_ACM_STORE_H

#include "emulator/core/call.h"
#include "emulator/store/db.h"

extern const char *const acm_schema[];

struct acm_certificate {
    int64_t id;
    struct span account, region, name; /* the name is the UUID of its ARN */
    struct span token;                 /* that it was requested with; absent: none */
    struct doc *detail;                /* CertificateDetail, without its ARN and who uses it */
    struct doc *tags;                  /* a list as AddTagsToCertificate has it */
    struct span body, chain, key;      /* PEM; absent until it is issued, the chain perhaps then, too */
};

bool acm_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                    struct acm_certificate *c);
bool acm_store_by_id(struct db *db, struct arena *a, int64_t id, struct acm_certificate *c);
void acm_store_insert(struct db *db, struct arena *a, struct acm_certificate *c);
/* All but whose it is, its name and its token. */
void acm_store_update(struct db *db, struct arena *a, const struct acm_certificate *c);
void acm_store_delete(struct db *db, int64_t id);

/* Read by acm_store_read. Those of an account and region after (or, descending, before) an id; those that were
 * requested with a token since a time; those of a region that have a key. */
struct rows *acm_store_list(struct db *db, struct span account, struct span region, int64_t after, bool descends);
struct rows *acm_store_by_token(struct db *db, struct span account, struct span region, struct span token,
                                int64_t since_ms);
struct rows *acm_store_usable(struct db *db, struct span region);
bool acm_store_read(struct rows *r, struct arena *a, struct acm_certificate *c); /* false: there is no other */

/* How many days before a certificate's end events tell of it. */
int64_t acm_store_days(struct db *db, struct span account, struct span region, int64_t otherwise);
void acm_store_set_days(struct db *db, struct span account, struct span region, int64_t days);

#endif
