/* Whom outgoing https trusts: the system's authorities, or those of the file that the environment names, and Nube's
 * own. */
#ifndef NUBE_HTTP_TRUST_H
#define NUBE_HTTP_TRUST_H

#include "emulator/http/curl_library.h"

/* Sets it for a transfer. From any thread. */
void http_trust_set(const struct curl_library *curl, CURL *easy);

#endif
