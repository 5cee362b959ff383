/* Compiling and evaluating: the way in and out. */
#include "emulator/asl/jsonata/jsonata.h"

#include "emulator/asl/jsonata/library/jsonata_library.h"
#include "emulator/asl/jsonata/run/jsonata_errors.h"
#include "emulator/asl/jsonata/run/jsonata_eval.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"
#include "emulator/base/clock.h"

struct jsonata {
    struct span text;
    const struct jnode *tree;
};

static void report(struct arena *a, struct span text, const struct jfault *fault, struct jsonata_error *error)
{
    error->code = fault->code;
    error->message = jfault_message(a, fault);
    error->position = fault->has_position ? jtext_units(span_sub(text, 0, fault->position)) : 0;
    error->token = fault->token;
}

struct jsonata *jsonata_compile(struct arena *a, struct span text, struct jsonata_error *error)
{
    struct jsonata *e = ARENA_NEW(a, struct jsonata);
    struct jfault fault = { 0 };
    struct jnode *tree = jparse(a, text, &fault);

    *error = (struct jsonata_error){ 0 };
    if (tree) tree = jresolve(a, tree, jbuiltin_find, &fault);
    if (!tree) {
        report(a, text, &fault, error);
        return NULL;
    }
    e->text = text;
    e->tree = tree;
    return e;
}

/* An input that is an array is one thing all the same: `$` is the array, and a path goes over its items. */
static struct jval input_of(struct jrun *r)
{
    struct jval input = jval_from_doc(r->arena, r->scope->input);
    struct jarray *outer;

    r->root = input;
    if (input.kind != J_ARRAY) return input;
    outer = jsequence_of(r->arena, input);
    outer->outer = true;
    r->root = jarray_value(outer);
    return r->root;
}

struct doc *jsonata_value(const struct jsonata *e, struct jsonata_scope *s, struct jsonata_error *error)
{
    struct jrun r = {
        .arena = s->arena,
        .scope = s,
        .find = jbuiltin_find,
        .depth_max = s->depth_max ? s->depth_max : JSONATA_DEPTH_MAX,
        .deadline_us =
            clock_monotonic_us() + 1000 * (s->milliseconds_max ? s->milliseconds_max : JSONATA_MILLISECONDS_MAX),
        .bytes_before = s->arena->total,
    };
    struct jenv *env = jenv_new(&r, NULL);
    struct doc *result = NULL;
    struct jval value;

    *error = (struct jsonata_error){ 0 };
    value = jevaluate(&r, e->tree, input_of(&r), env);
    if (!r.failed && jis_defined(value) &&
        !(result = s->is_aws ? jval_to_doc_named(r.arena, value) : jval_to_doc(r.arena, value)))
        jfail_limit(&r, LIMIT_DEPTH);
    if (r.failed) report(r.arena, e->text, &r.fault, error);
    return r.failed ? NULL : result;
}
