/* Functions: calls, their loop for calls in tail position, partial application, composition and transforms. */
#include "emulator/asl/jsonata/run/jsonata_call.h"
#include "emulator/asl/jsonata/run/jsonata_eval.h"

#include <string.h>

#include "emulator/asl/jsonata/run/jsonata_matches.h"
#include "emulator/asl/jsonata/syntax/jsonata_signature.h"

static struct jval transform(struct jrun *r, const struct jfunction *f, struct jval value);

int jarity(const struct jfunction *f)
{
    return f->kind == JF_COMPOSED ? 1 : f->count;
}

/* --- one call
 * ------------------------------------------------------------------------------------------------------ */

static struct jval call_builtin(struct jrun *r, const struct jbuiltin *b, struct jval *arguments, int count)
{
    struct jval input = r->caller_input;
    struct jenv *env = r->caller_env;
    struct jval result = b->call(r, arguments, count);

    r->caller_input = input;
    r->caller_env = env;
    return result;
}

static struct jval call_lambda(struct jrun *r, const struct jfunction *f, const struct jval *arguments, int count)
{
    struct jenv *env = jenv_new(r, f->env);

    env->room = f->node->count;
    if (env->room) env->bindings = ARENA_ARRAY(r->arena, struct jbinding, env->room);
    for (int i = 0; i < (int)f->node->count; i++)
        jenv_bind(r, env, f->node->list[i]->text, i < count ? arguments[i] : jundefined());
    return jevaluate(r, f->node->left, f->input, env);
}

static struct jval call_once(struct jrun *r, const struct jfunction *f, struct jval *arguments, int count,
                             struct jval context, bool is_checked);

static struct jval call_partial(struct jrun *r, const struct jfunction *f, const struct jval *arguments, int count)
{
    int total = (int)f->node->count, given = 0;
    struct jval *all = ARENA_ARRAY(r->arena, struct jval, total + 1);

    for (int i = 0; i < total; i++) {
        all[i] = f->arguments[i];
        if (f->open[i]) all[i] = given < count ? arguments[given] : jundefined(), given++;
    }
    return call_once(r, f->first, all, total, jundefined(), f->first->kind != JF_BUILTIN);
}

static struct jval call_once(struct jrun *r, const struct jfunction *f, struct jval *arguments, int count,
                             struct jval context, bool is_checked)
{
    const struct jsignature *signature = f->kind == JF_BUILTIN  ? f->builtin->parsed
                                         : f->kind == JF_LAMBDA ? f->node->signature
                                                                : NULL;
    struct jfault fault;

    if (signature && !is_checked) {
        arguments = jsignature_check(r->arena, signature, arguments, count, context, &count, &fault);
        if (!arguments) return jfail(r, fault);
    }
    switch (f->kind) {
    case JF_BUILTIN: return call_builtin(r, f->builtin, arguments, count);
    case JF_LAMBDA: return call_lambda(r, f, arguments, count);
    case JF_PARTIAL: return call_partial(r, f, arguments, count);
    case JF_COMPOSED: {
        struct jval first = { .kind = J_FUNCTION, .function = f->first },
                    then = { .kind = J_FUNCTION, .function = f->then };
        struct jval between = jcall(r, first, arguments, count, context);
        return r->failed ? between : jcall(r, then, &between, 1, context);
    }
    case JF_TRANSFORM: return transform(r, f, count ? arguments[0] : jundefined());
    case JF_REGEX: return jmatch_value(r, f->regex, count ? arguments[0] : jundefined(), 0, true);
    case JF_NEXT_MATCH: return jmatch_value(r, f->regex, f->input, f->from, false);
    }
    return jundefined();
}

/* --- the loop
 * ------------------------------------------------------------------------------------------------------ */

/* Tells a failure where it was called, unless that is known. */
static void place_fault(struct jrun *r, const struct jnode *node)
{
    const struct jnode *called = node->left;

    if (!r->failed) return;
    if (!r->fault.has_position) r->fault.position = node->position;
    r->fault.has_position = true;
    if (r->fault.has_token) return;
    if (called->kind == N_PATH) called = called->list[0];
    if (called->kind == N_VARIABLE || called->kind == N_NAME) r->fault.token = called->text;
    r->fault.has_token = true;
}

static struct jval *evaluate_arguments(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env,
                                       const struct jval *first, int *count)
{
    struct jval *arguments = ARENA_ARRAY(r->arena, struct jval, node->count + 1);
    int given = 0;

    if (first) arguments[given++] = *first;
    for (uint32_t i = 0; i < node->count && !r->failed; i++)
        arguments[given++] = jevaluate(r, node->list[i], input, env);
    *count = given;
    return arguments;
}

static struct jval run_thunks(struct jrun *r, struct jval result, struct jval context)
{
    while (result.kind == J_THUNK && !r->failed) {
        const struct jthunk *t = result.thunk;
        struct jval function = jevaluate(r, t->node->left, t->input, t->env);
        struct jval *arguments;
        int count;
        if (++r->ticks % 64 == 0 && jrun_check(r)) break;
        arguments = evaluate_arguments(r, t->node, t->input, t->env, NULL, &count);
        if (r->failed) break;
        r->caller_env = t->env;
        r->caller_input = t->input;
        result = function.kind == J_FUNCTION ? call_once(r, function.function, arguments, count, context, false)
                                             : jfail(r, (struct jfault){ .code = "T1006" });
        place_fault(r, t->node);
    }
    return r->failed ? jundefined() : result;
}

struct jval jcall(struct jrun *r, struct jval function, const struct jval *arguments, int count, struct jval context)
{
    struct jval *copy;

    if (r->failed || ((++r->ticks % 64 == 0 || jrun_is_full(r)) && jrun_check(r))) return jundefined();
    if (function.kind != J_FUNCTION) return jfail(r, (struct jfault){ .code = "T1006" });
    copy = ARENA_ARRAY(r->arena, struct jval, count + 1);
    if (count) memcpy(copy, arguments, (size_t)count * sizeof *copy);
    return run_thunks(r, call_once(r, function.function, copy, count, context, false), context);
}

/* --- nodes
 * --------------------------------------------------------------------------------------------------------- */

/* Is `name` a function's when it is written with a `$`? */
static bool is_function_name(struct jrun *r, const struct jnode *called, struct jenv *env)
{
    struct jnode name = { .kind = N_VARIABLE };

    if (called->kind != N_PATH) return false;
    name.text = called->list[0]->text;
    name.builtin = r->find(name.text);
    return jis_defined(jenv_lookup(r, &name, env));
}

static struct jval not_callable(struct jrun *r, const struct jnode *node, struct jval function, struct jenv *env,
                                bool is_partial)
{
    const struct jnode *called = node->left->kind == N_PATH ? node->left->list[0] : node->left;
    bool is_name = !jis_defined(function) && is_function_name(r, node->left, env);
    const char *code = is_partial ? (is_name ? "T1007" : "T1008") : (is_name ? "T1005" : "T1006");

    return jfail(
        r,
        (struct jfault){
            .code = code, .position = node->position, .has_position = true, .token = called->text, .has_token = true });
}

struct jval jevaluate_call(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env,
                           const struct jval *first)
{
    struct jval function = jevaluate(r, node->left, input, env), result, *arguments;
    int count;

    if (r->failed) return jundefined();
    if (!jis_defined(function) && is_function_name(r, node->left, env))
        return not_callable(r, node, function, env, false);
    arguments = evaluate_arguments(r, node, input, env, first, &count);
    if (r->failed) return jundefined();
    if (function.kind != J_FUNCTION) return not_callable(r, node, function, env, false);
    r->caller_env = env;
    r->caller_input = input;
    result = call_once(r, function.function, arguments, count, input, false);
    if (result.kind == J_THUNK) result = run_thunks(r, result, input);
    place_fault(r, node);
    return result;
}

struct jval jevaluate_partial(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jfunction f = { .kind = JF_PARTIAL, .node = node };
    struct jval function;

    f.arguments = ARENA_ARRAY(r->arena, struct jval, node->count);
    f.open = ARENA_ARRAY(r->arena, bool, node->count);
    for (uint32_t i = 0; i < node->count; i++) {
        f.open[i] = node->list[i]->kind == N_PLACEHOLDER;
        if (f.open[i]) {
            f.count++;
        } else {
            f.arguments[i] = jevaluate(r, node->list[i], input, env);
        }
    }
    function = jevaluate(r, node->left, input, env);
    if (r->failed) return jundefined();
    if (function.kind != J_FUNCTION) return not_callable(r, node, function, env, true);
    f.first = function.function;
    return jfunction_value(r, f);
}

struct jval jevaluate_apply(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval left = jevaluate(r, node->left, input, env), function;

    if (r->failed) return jundefined();
    if (node->right->kind == N_FUNCTION) return jevaluate_call(r, node->right, input, env, &left);
    function = jevaluate(r, node->right, input, env);
    if (r->failed) return jundefined();
    if (function.kind != J_FUNCTION)
        return jfail(
            r, (struct jfault){ .code = "T2006", .position = node->position, .has_position = true, .value = function });
    if (left.kind == J_FUNCTION)
        return jfunction_value(
            r, (struct jfunction){ .kind = JF_COMPOSED, .first = left.function, .then = function.function });
    r->caller_env = env;
    r->caller_input = input;
    return jcall(r, function, &left, 1, jundefined());
}

/* --- transforms
 * ---------------------------------------------------------------------------------------------------- */

static int update(struct jrun *r, const struct jfunction *f, struct jval match)
{
    struct jval values = jevaluate(r, f->node->right, match, f->env);
    struct jmember *members;

    if (r->failed) return -1;
    if (!jis_defined(values)) return 0;
    if (values.kind != J_OBJECT) {
        jfail(r, (struct jfault){
                     .code = "T2011", .position = f->node->right->position, .has_position = true, .value = values });
        return -1;
    }
    members = jobject_members(r->arena, values.object);
    for (uint32_t i = 0; i < values.object->count && match.kind == J_OBJECT; i++)
        jobject_put(r->arena, match.object, members[i].name, members[i].value);
    return 0;
}

static int delete (struct jrun *r, const struct jfunction *f, struct jval match)
{
    struct jval names = jundefined(), *items = &names;
    uint32_t count = 1;

    if (f->node->other) names = jevaluate(r, f->node->other, match, f->env);
    if (r->failed || !jis_defined(names)) return r->failed ? -1 : 0;
    if (names.kind == J_ARRAY) {
        items = jarray_items(r->arena, names.array);
        count = names.array->count;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].kind == J_STRING) continue;
        jfail(r, (struct jfault){
                     .code = "T2012", .position = f->node->other->position, .has_position = true, .value = names });
        return -1;
    }
    for (uint32_t i = 0; i < count && match.kind == J_OBJECT; i++)
        jobject_remove(r->arena, match.object, jtext(items[i]));
    return 0;
}

static struct jval transform(struct jrun *r, const struct jfunction *f, struct jval value)
{
    struct jval copy, matches, *items;
    uint32_t count = 1;

    if (!jis_defined(value)) return value;
    if (value.kind != J_OBJECT && value.kind != J_ARRAY)
        return jfail(r, (struct jfault){ .code = "T0410", .value = value, .index = 1 });
    if (!jval_clone(r->arena, value, &copy, 0)) return jfail_limit(r, LIMIT_DEPTH);
    matches = jevaluate(r, f->node->left, copy, f->env);
    if (r->failed || !jis_defined(matches)) return r->failed ? jundefined() : copy;
    items = &matches;
    if (matches.kind == J_ARRAY) {
        items = jarray_items(r->arena, matches.array);
        count = matches.array->count;
    }
    for (uint32_t i = 0; i < count; i++)
        if (update(r, f, items[i]) || delete (r, f, items[i])) return jundefined();
    return copy;
}
