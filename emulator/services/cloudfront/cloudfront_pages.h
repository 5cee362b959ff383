/* What the edge words itself: its pages of errors, its redirections, and what it says of signatures. */
#ifndef NUBE_CLOUDFRONT_PAGES_H
#define NUBE_CLOUDFRONT_PAGES_H

#include "emulator/http/http.h"

enum cloudfront_error {
    CLOUDFRONT_BAD_REQUEST, /* 403: no distribution has that name, https is wanted, a body where none may be, … */
    CLOUDFRONT_METHOD_NOT_ALLOWED, /* 403: of a distribution that takes reading methods alone */
    CLOUDFRONT_METHOD_UNKNOWN,     /* 403: of one that takes all */
    CLOUDFRONT_TOO_LARGE,          /* 413 */
    CLOUDFRONT_LOOP,               /* 403: it came by this edge too often */
    CLOUDFRONT_NOT_RESOLVED,       /* 502: the origin's name is nobody's */
    CLOUDFRONT_NOT_CONNECTED,      /* 502 */
    CLOUDFRONT_BROKEN,             /* 502: what the origin says is no HTTP, or its certificate is not trusted */
    CLOUDFRONT_TIMED_OUT,          /* 504 */
    CLOUDFRONT_FUNCTION_FAILED,    /* 503: a function threw, took too long, or gave what is no event */
    CLOUDFRONT_NO_ROOM,            /* 503: more requests are under way than Nube takes */
    CLOUDFRONT_GIVEN_UP            /* the viewer is gone: nobody reads it */
};

int cloudfront_error_status(enum cloudfront_error e);

/* Is it the edge's own affair, and says nothing of the origin? */
bool cloudfront_error_is_own(enum cloudfront_error e);

/* The whole page, with its Server, Date aside. `id` is the request's, as in X-Amz-Cf-Id. */
void cloudfront_error_page(struct http_response *response, enum cloudfront_error e, struct span id);

/* Elsewhere: with a body of its own. */
void cloudfront_redirect_page(struct http_response *response, int status, struct span location);

/* 403 in XML. */
void cloudfront_refusal(struct http_response *response, const char *code, const char *message);

#endif
