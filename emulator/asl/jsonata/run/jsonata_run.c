/* An evaluation's failures and limits, its variables, and functions as values. */
#include "emulator/asl/jsonata/run/jsonata_run.h"

#include "emulator/base/clock.h"

struct jval jfail(struct jrun *r, struct jfault fault)
{
    if (!r->failed) r->fault = fault;
    r->failed = true;
    return jundefined();
}

struct jval jfail_value(struct jrun *r, const char *code, struct jval value)
{
    return jfail(r, (struct jfault){ .code = code, .value = value });
}

struct jval jfail_limit(struct jrun *r, enum jlimit limit)
{
    return jfail(r, (struct jfault){ .code = "U1001",
                                     .has_position = true,
                                     .has_token = true,
                                     .value = jnumber(r->depth + 1),
                                     .value2 = jnumber(r->depth_max),
                                     .index = (int)limit });
}

int jrun_check(struct jrun *r)
{
    if (jrun_is_full(r)) jfail_limit(r, LIMIT_MEMORY);
    else if (clock_monotonic_us() > r->deadline_us) jfail_limit(r, LIMIT_TIME);
    return r->failed ? -1 : 0;
}

struct jenv *jenv_new(struct jrun *r, struct jenv *parent)
{
    struct jenv *env = ARENA_NEW(r->arena, struct jenv);

    env->parent = parent;
    return env;
}

void jenv_bind(struct jrun *r, struct jenv *env, struct span name, struct jval value)
{
    for (uint32_t i = 0; i < env->count; i++) {
        if (!span_eq(env->bindings[i].name, name)) continue;
        env->bindings[i].value = value;
        return;
    }
    if (env->count == env->room) {
        struct jbinding *bigger = ARENA_ARRAY(r->arena, struct jbinding, env->room ? env->room * 2 : 2);
        for (uint32_t i = 0; i < env->count; i++) bigger[i] = env->bindings[i];
        env->room = env->room ? env->room * 2 : 2;
        env->bindings = bigger;
    }
    env->bindings[env->count++] = (struct jbinding){ name, value };
}

struct jenv *jenv_of_tuple(struct jrun *r, struct jenv *parent, struct jval tuple)
{
    struct jenv *env = jenv_new(r, parent);

    env->bindings = tuple.tuple->bindings;
    env->count = env->room = tuple.tuple->count;
    return env;
}

static bool is_available(const struct jrun *r, const struct jbuiltin *b)
{
    return b->dialect == J_EVERYWHERE || (b->dialect == J_AWS_ONLY) == r->scope->is_aws;
}

struct jval jenv_lookup(struct jrun *r, const struct jnode *variable, struct jenv *env)
{
    struct span name = variable->text;
    const struct jbuiltin *builtin = variable->builtin;
    struct doc *value;

    for (; env; env = env->parent)
        for (uint32_t i = env->count; i-- > 0;)
            if (span_eq(env->bindings[i].name, name)) return env->bindings[i].value;
    if (span_is(name, "$")) return r->root;
    if (r->scope->variable && (value = r->scope->variable(r->scope->arg, name))) return jval_from_doc(r->arena, value);
    if (!builtin || !is_available(r, builtin)) return jundefined();
    return jfunction_value(r, (struct jfunction){ .kind = JF_BUILTIN, .builtin = builtin, .count = builtin->arity });
}

struct jval jfunction_value(struct jrun *r, struct jfunction function)
{
    struct jfunction *f = ARENA_NEW(r->arena, struct jfunction);

    *f = function;
    return (struct jval){ .kind = J_FUNCTION, .function = f };
}
