/* Whom outgoing https trusts: the system's authorities, or those of the file that the environment names, and Nube's
 * own. */
#ifndef NUBE_HTTP_TRUST_H
#define NUBE_HTTP_TRUST_H

#include "emulator/http/curl_library.h"

/* Sets it for a transfer. From any thread. */
void http_trust_set(const struct curl_library *curl, CURL *easy);

/* Behind that: any authority is trusted that a server shows, if it may be one: it comes with the server's certificate,
 * signed by itself, and has basicConstraints CA:TRUE and keyUsage keyCertSign. Names, times and signatures count. */
void http_trust_any(const struct curl_library *curl, CURL *easy);

/* Why a transfer that ended with CURLE_PEER_FAILED_VERIFICATION did. */
enum http_mistrust { HTTP_MISTRUST_AUTHORITY, HTTP_MISTRUST_NAME, HTTP_MISTRUST_TIME };

enum http_mistrust http_trust_why(const struct curl_library *curl, CURL *easy);

#endif
