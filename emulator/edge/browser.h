/* Keeping pages from elsewhere, in a developer's browser, away from the APIs: also by DNS rebinding, where a page's own
 * name is made to lead here. Pages that may use them get the answers of CORS (https://fetch.spec.whatwg.org). */
#ifndef NUBE_BROWSER_H
#define NUBE_BROWSER_H

#include "emulator/http/http.h"

/* Allows one more origin, "https://shop.example"; "*" allows all, by any host. NULL: none. Text must last. */
void browser_allow(const char *origin);

/* Names by which Nube may be reached beside its own, "aws.test,*.aws.test"; "*": any. NULL: none. Text must last. */
void browser_allow_hosts(const char *names);

enum browser_verdict {
    BROWSER_FINE,
    BROWSER_FOREIGN_HOST,   /* reached by a name that is not Nube's: see --allow-host */
    BROWSER_FOREIGN_ORIGIN, /* a page's whose origin is not allowed: see --allow-origin */
};

/* Hosts that are Nube's: an address, a single label, localhost and what is below it, amazonaws.com and
 * localhost.localstack.cloud likewise, what ends in .internal, which the internet has not (host.docker.internal), and
 * --host. Origins: localhost's and addresses' of the loopback. SDKs and curl send no origin, and pass by any such
 * host. */
enum browser_verdict browser_judge(const struct http_request *request);

/* May a page's request be served whatever its origin, by a service with CORS of its own that lets the page read nothing
 * of the answer? It may where the page is one that may use Nube's APIs, and where it only reads, without credentials: a
 * picture that everybody may see, a link that is followed. */
bool browser_is_harmless(const struct http_request *request);

/* Is the page one that an option allows? */
bool browser_is_let_in(const struct http_request *request);

/* The verdict on the host alone. */
enum browser_verdict browser_judge_host(const struct http_request *request);

/* Is it a page's question whether it may ask? Then it is answered by browser_answer alone. */
bool browser_is_preflight(const struct http_request *request);

/* What an allowed page's browser wants to see in the answer; nothing for others. */
void browser_answer(const struct http_request *request, struct http_response *response);

/* Is it a name by which Nube may be reached (see --allow-host), or an address? */
bool browser_is_own_host(struct span host);

#endif
