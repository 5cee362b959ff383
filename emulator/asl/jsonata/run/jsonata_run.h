/* One evaluation: what its parts share. */
#ifndef NUBE_JSONATA_RUN_H
#define NUBE_JSONATA_RUN_H

#include "emulator/asl/jsonata/jsonata_scope.h"
#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"
#include "emulator/asl/jsonata/values/jsonata_values.h"

/* Variables: a frame, and those around it. */
struct jenv {
    struct jenv *parent;
    struct jbinding *bindings;
    uint32_t count, room;
};

struct jrun {
    struct arena *arena;
    const struct jsonata_scope *scope;
    struct jfault fault;
    bool failed;           /* then every value is to be given up */
    jbuiltin_finder *find; /* the library's */
    int depth, depth_max;
    unsigned ticks;
    int64_t deadline_us;
    size_t bytes_before;
    struct jval root;         /* `$$` */
    struct jval caller_input; /* of the library's function that runs, for $eval */
    struct jenv *caller_env;
};

/* Called with at least as many arguments as its signature has parameters: what was left out is undefined. */
typedef struct jval jbuiltin_fn(struct jrun *r, struct jval *arguments, int count);

enum jdialect { J_EVERYWHERE, J_AWS_ONLY, J_NOT_AWS };

/* A function of the library. */
struct jbuiltin {
    const char *name;
    const char *signature;
    jbuiltin_fn *call;
    int arity; /* how many arguments it wants when it is called back by another function */
    enum jdialect dialect;
    const struct jsignature *parsed;
};

enum jfunction_kind { JF_BUILTIN, JF_LAMBDA, JF_PARTIAL, JF_COMPOSED, JF_TRANSFORM, JF_REGEX, JF_NEXT_MATCH };

struct jfunction {
    enum jfunction_kind kind;
    const struct jbuiltin *builtin;
    const struct jnode *node;       /* lambda, transform */
    struct jenv *env;               /* … and what surrounds it */
    struct jval input;              /* … and its context; the subject of a next match */
    struct jfunction *first, *then; /* composed; partial: `first` */
    struct jval *arguments;         /* partial: those given, undefined with `open` where not */
    bool *open;
    int count;
    const void *regex;
    size_t from;
};

/* A call in tail position that its caller is to make. */
struct jthunk {
    const struct jnode *node;
    struct jval input;
    struct jenv *env;
};

/* Records a failure and gives undefined. Only the first counts. */
struct jval jfail(struct jrun *r, struct jfault fault);
struct jval jfail_value(struct jrun *r, const char *code, struct jval value);
enum jlimit { LIMIT_TIME, LIMIT_DEPTH, LIMIT_MEMORY };
struct jval jfail_limit(struct jrun *r, enum jlimit limit);

struct jenv *jenv_new(struct jrun *r, struct jenv *parent);
void jenv_bind(struct jrun *r, struct jenv *env, struct span name, struct jval value);
struct jval jenv_lookup(struct jrun *r, const struct jnode *variable, struct jenv *env);
struct jenv *jenv_of_tuple(struct jrun *r, struct jenv *parent, struct jval tuple);

struct jval jfunction_value(struct jrun *r, struct jfunction function);

static inline bool jrun_is_full(const struct jrun *r)
{
    return r->arena->total - r->bytes_before > JSONATA_BYTES_MAX;
}

/* 0 when what is left of time and memory allows going on; else it failed. */
int jrun_check(struct jrun *r);

#endif
