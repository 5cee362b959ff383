/* Keeping pages from elsewhere, in a developer's browser, away from the APIs: also by DNS rebinding. */
#ifndef NUBE_BROWSER_H
#define NUBE_BROWSER_H

#include "emulator/http/http.h"

/* Allows one more origin, "https://shop.example"; "*" allows all. */
void browser_allow(const char *origin);

/* Is this a request that a browser marks (Origin, Sec-Fetch-Site), and whose origin or host is neither ours nor
 * allowed? SDKs and curl send no such marks and always pass. */
bool browser_is_foreign(const struct http_request *request);

#endif
