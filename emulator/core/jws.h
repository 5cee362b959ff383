/* Whether a token was signed by whom it says (RFC 7515, RFC 7517): its issuer is asked for its keys.
 * https://openid.net/specs/openid-connect-discovery-1_0.html */
#ifndef NUBE_JWS_H
#define NUBE_JWS_H

#include "emulator/base/doc.h"

/* base64url without padding (RFC 4648 §5). */
bool jws_decode(struct arena *a, struct span text, struct span *bytes);

enum jws {
    JWS_IS_GOOD,
    JWS_IS_WRONG,   /* no key of the issuer's signed it */
    JWS_IS_UNKNOWN, /* the issuer does not answer, or signs in a way that is not known here */
};

/* Of a token of three parts; `issuer` is a URL. Keys that were fetched count for five minutes, an issuer that did not
 * answer is left alone for one; a fetch takes two seconds at most. Not on the store's writer. */
enum jws jws_verify(struct arena *a, struct span issuer, struct span token);

#endif
