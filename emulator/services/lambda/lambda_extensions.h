/* Extensions of a process: those that registered by the Extensions API, and those in /opt/extensions that are to.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 *
 *   Started ─ register ─▶ Registered ─ next ─▶ Ready ⇄ Running (it has an event)
 *                             └────────────────┴──── init/error, exit/error ─▶ InitError, ExitError
 *
 * Guarded by the pool's lock, as the process that has them. */
#ifndef NUBE_LAMBDA_EXTENSIONS_H
#define NUBE_LAMBDA_EXTENSIONS_H

#include "emulator/base/doc.h"

#define LAMBDA_EXTENSIONS_MAX 10 /* AWS's */

enum lambda_extension_state {
    EXTENSION_STARTED,
    EXTENSION_REGISTERED,
    EXTENSION_READY,
    EXTENSION_RUNNING,
    EXTENSION_INIT_ERROR,
    EXTENSION_EXIT_ERROR,
};

struct lambda_extension {
    char name[128], id[37];
    enum lambda_extension_state state;
    bool is_external, wants_invoke, wants_shutdown;
    bool is_awaited; /* it is told of its process's end, and has not ended yet */
    char error_type[128];
};

struct lambda_extensions {
    struct lambda_extension list[LAMBDA_EXTENSIONS_MAX];
    int count;
    bool is_closed;   /* the runtime is initialised: none registers any more */
    char crash[64];   /* how one ended that should not have; empty: none did */
    char runtime[64]; /* how the runtime ended before them; empty: it runs */
};

/* What a request of the Extensions API is answered with. */
struct lambda_extension_reply {
    int status;
    const char *error_type; /* NULL: none */
    char words[256];
    struct lambda_extension *extension;
};

const char *lambda_extension_state_name(const struct lambda_extension *e); /* AWS's: "Ready" */

/* Those that lie in this folder's `extensions` are to register. More than there may be are left out. */
void lambda_extensions_expect(struct lambda_extensions *all, const char *folder);

/* `body` is what it sends, NULL where that is no JSON. */
void lambda_extension_register(struct lambda_extensions *all, struct span name, const struct doc *body,
                               struct lambda_extension_reply *reply);

/* The one of this identifier, or a fault in the reply. */
struct lambda_extension *lambda_extension_find(struct lambda_extensions *all, struct span id,
                                               struct lambda_extension_reply *reply);

/* It asks for its next event. False: it may not now. */
bool lambda_extension_next(struct lambda_extension *e, struct lambda_extension_reply *reply);

/* It says that it has failed, at its start or later. */
void lambda_extension_fail(struct lambda_extension *e, bool is_init, struct span error_type,
                           struct lambda_extension_reply *reply);

/* The one of this name, or NULL. */
struct lambda_extension *lambda_extension_named(struct lambda_extensions *all, struct span name);

/* Has any registered? */
bool lambda_extensions_are_any(const struct lambda_extensions *all, bool is_external);

/* Have all of those that were expected registered? */
bool lambda_extensions_are_registered(const struct lambda_extensions *all);

/* Have all of them asked for their next event? */
bool lambda_extensions_rest(const struct lambda_extensions *all);

#endif
