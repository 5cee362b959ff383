/* Writing X.509 certificates (RFC 5280). */
#ifndef NUBE_CERTIFICATE_WRITE_H
#define NUBE_CERTIFICATE_WRITE_H

#include "emulator/base/arena.h"

#define CERTIFICATE_NAMES_MAX 128

struct certificate_wish {
    const char *subject;      /* "CN=a.test, O=Nube"; its values have no comma and no backslash */
    const char *key;          /* the subject's private key, PEM */
    const struct span *names; /* of a server: names of hosts, "*.a.test" too, and addresses of IPv4 and IPv6 */
    size_t name_count;        /* 0: it is an authority's; CERTIFICATE_NAMES_MAX at most */
    bool is_of_client;        /* instead: it says no uses */
    int64_t from_ms, until_ms;
    const char *issuer_subject, *issuer_key; /* who signs; NULL: itself */
};

/* As PEM. It has what strict clients want: the identifiers of both keys, the uses of the key, the names. NULL when a
 * key is none, or the subject cannot be read. */
char *certificate_write(struct arena *a, const struct certificate_wish *wish);

/* The bytes of an address, of which there are 4 or 16; 0 when the text is none. */
size_t certificate_address(struct span text, unsigned char out[16]);

#endif
