/* Nouns of HTTP APIs (routes, integrations, authorizers …) and what is done with each of them in the same way: a
 * document is made of what came and of defaults, checked, kept, shown, changed and taken away. The operation's name
 * says which noun it is about: "CreateRoute", "GetRoutes". */
#ifndef NUBE_HTTPAPI_NOUNS_H
#define NUBE_HTTPAPI_NOUNS_H

#include "emulator/services/apigatewayv2/httpapi_store.h"

/* AWS's model: how many characters a text may have, or between what a number may be. */
struct httpapi_limit {
    const char *member; /* NULL: the list's end */
    int64_t min, max;
};

struct httpapi_noun {
    const char *name;                   /* AWS's: "Route"; in the store as it is */
    const char *id_member;              /* "RouteId" */
    const char *words;                  /* in errors: "Route" in "Invalid Route identifier specified" */
    bool is_of_api;                     /* a part of the API that ApiId names */
    const char *const *kept;            /* the members of the input that are kept as they come; ends with NULL */
    int id_size;                        /* characters of an id that is drawn; 0: id_member comes with the input */
    const struct httpapi_limit *limits; /* NULL: it has none */

    /* Completes and checks what is about to be kept; `before` is NULL when it is new. */
    int (*check)(struct call *c, struct doc *document, const struct doc *before);

    /* What of it may not be taken away, and what goes along with it. NULL: nothing. */
    int (*release)(struct call *c, const struct doc *document);

    /* Follows a change: 0, or -1 with the fault. NULL: nothing does. */
    int (*changed)(struct call *c);
};

extern const struct httpapi_noun httpapi_routes, httpapi_integrations, httpapi_authorizers, httpapi_stages,
    httpapi_deployments, httpapi_apis;

/* All there are; ends with NULL. Before the first call. */
void httpapi_nouns_register(const struct httpapi_noun *const *nouns);

/* The API that the call names must be there, where the noun is a part of one. 0, or -1 with the fault. */
int httpapi_owner_require(struct call *c, const struct httpapi_noun *n);

/* The document that the call names, in *document. 0, or -1 with the fault. */
int httpapi_require(struct call *c, const struct httpapi_noun *n, struct doc **document);

void httpapi_keep(struct call *c, const struct httpapi_noun *n, const struct doc *document);

/* A new document of the noun, made of the call's input, with an id and kept. NULL with the fault. */
struct doc *httpapi_made(struct call *c, const struct httpapi_noun *n);

/* The handlers. */
int httpapi_create(struct call *c);
int httpapi_get(struct call *c);
int httpapi_list(struct call *c);
int httpapi_update(struct call *c);
int httpapi_delete(struct call *c);

#endif
