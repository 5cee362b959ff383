/* The evaluator: one function a kind of node. Limits are checked at the one door, jevaluate. */
#include "emulator/asl/jsonata/run/jsonata_eval.h"

#include <math.h>

#include "emulator/asl/jsonata/jsonata_stack.h"
#include "emulator/asl/jsonata/run/jsonata_call.h"
#include "emulator/asl/jsonata/run/jsonata_groups.h"
#include "emulator/asl/jsonata/run/jsonata_operators.h"
#include "emulator/asl/jsonata/run/jsonata_path.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"

#define CHECK_EVERY 256 /* evaluations between two looks at the clock */

/* At a place that is known: what fails in it later does not move there. */
static struct jval fail_at(struct jrun *r, const char *code, const struct jnode *node, struct jval value)
{
    return jfail(r, (struct jfault){ .code = code,
                                     .position = node->position,
                                     .has_position = true,
                                     .token = node->text,
                                     .has_token = true,
                                     .value = value });
}

/* --- steps that stand alone
 * ---------------------------------------------------------------------------------------- */

static struct jval variable(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    if (node->text.size) return jenv_lookup(r, node, env);
    if (input.kind == J_ARRAY && input.array->outer) return jarray_at(r->arena, input.array, 0);
    return input;
}

static struct jval lookup(struct jrun *r, struct jval input, struct span name, int depth)
{
    struct jarray *found;
    struct jval *items;

    if (input.kind == J_OBJECT) return jobject_get(r->arena, input.object, name);
    if (input.kind != J_ARRAY) return jundefined();
    if (depth > JNEST_MAX) return jfail_limit(r, LIMIT_DEPTH);
    found = jsequence_new(r->arena);
    items = jarray_items(r->arena, input.array);
    for (uint32_t i = 0; i < input.array->count && !r->failed; i++)
        jarray_push_all(r->arena, found, lookup(r, items[i], name, depth + 1));
    return jarray_value(found);
}

struct jval jlookup_name(struct jrun *r, struct jval input, struct span name)
{
    return lookup(r, input, name, 0);
}

static void flatten(struct jrun *r, struct jval v, struct jarray *into, int depth)
{
    struct jval *items;

    if (v.kind != J_ARRAY) {
        jarray_push(r->arena, into, v);
        return;
    }
    if (depth > JNEST_MAX) {
        jfail_limit(r, LIMIT_DEPTH);
        return;
    }
    items = jarray_items(r->arena, v.array);
    for (uint32_t i = 0; i < v.array->count; i++) flatten(r, items[i], into, depth + 1);
}

static struct jval wildcard(struct jrun *r, struct jval input)
{
    struct jarray *found = jsequence_new(r->arena);

    if (input.kind == J_ARRAY && input.array->outer && input.array->count) input = jarray_at(r->arena, input.array, 0);
    if (input.kind == J_OBJECT) {
        struct jmember *members = jobject_members(r->arena, input.object);
        for (uint32_t i = 0; i < input.object->count; i++) flatten(r, members[i].value, found, 0);
    } else if (input.kind == J_ARRAY) {
        struct jval *items = jarray_items(r->arena, input.array);
        for (uint32_t i = 0; i < input.array->count; i++) flatten(r, items[i], found, 0);
    }
    return jarray_value(found);
}

static void descend(struct jrun *r, struct jval v, struct jarray *found, int depth)
{
    if (depth > JNEST_MAX) {
        jfail_limit(r, LIMIT_DEPTH);
        return;
    }
    if (v.kind != J_ARRAY) jarray_push(r->arena, found, v);
    if (v.kind == J_ARRAY) {
        struct jval *items = jarray_items(r->arena, v.array);
        for (uint32_t i = 0; i < v.array->count; i++) descend(r, items[i], found, depth + 1);
    } else if (v.kind == J_OBJECT) {
        struct jmember *members = jobject_members(r->arena, v.object);
        for (uint32_t i = 0; i < v.object->count; i++) descend(r, members[i].value, found, depth + 1);
    }
}

static struct jval descendants(struct jrun *r, struct jval input)
{
    struct jarray *found = jsequence_new(r->arena);

    if (!jis_defined(input)) return jundefined();
    descend(r, input, found, 0);
    return found->count == 1 ? found->items[0] : jarray_value(found);
}

/* --- constructors, blocks, conditions
 * ------------------------------------------------------------------------------ */

static struct jval array_constructor(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jarray *array = jarray_new(r->arena, node->count);

    for (uint32_t i = 0; i < node->count; i++) {
        struct jval value = jevaluate(r, node->list[i], input, env);
        if (r->failed) return jundefined();
        if (!jis_defined(value)) continue;
        if (node->list[i]->kind == N_ARRAY) {
            jarray_push(r->arena, array, value);
        } else if (node->count == 1 && value.kind == J_ARRAY &&
                   !value.array->source) { /* a range, or a path's result */
            array->items = value.array->items;
            array->count = value.array->count;
            array->room = value.array->count; /* whoever pushes gets a copy */
        } else {
            jarray_push_all(r->arena, array, value);
        }
    }
    array->constructed = node->constructs;
    return jarray_value(array);
}

static struct jval block(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jenv *frame = jenv_new(r, env);
    struct jval result = jundefined();

    for (uint32_t i = 0; i < node->count && !r->failed; i++) result = jevaluate(r, node->list[i], input, frame);
    return result;
}

static struct jval condition(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval tested = jevaluate(r, node->left, input, env);
    const struct jnode *chosen = jtruth(r->arena, tested) ? node->right : node->other;

    if (r->failed || !chosen) return jundefined();
    return jevaluate(r, chosen, input, env);
}

static struct jval otherwise(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval tested = jevaluate(r, node->left, input, env);

    if (r->failed || (node->op == OP_OR ? jtruth(r->arena, tested) : jis_defined(tested))) return tested;
    return jevaluate(r, node->other, input, env);
}

static struct jval negate(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval value = jevaluate(r, node->left, input, env);

    if (!jis_defined(value)) return value;
    if (value.kind == J_NUMBER && isinf(value.number)) return jfail_value(r, "D1001", value);
    if (value.kind != J_NUMBER || isnan(value.number)) return fail_at(r, "D1002", node, value);
    return jnumber(-value.number);
}

static struct jval bind(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval value = jevaluate(r, node->right, input, env);

    if (!r->failed) jenv_bind(r, env, node->left->text, value);
    return value;
}

static struct jval function(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jfunction f = { .kind = JF_LAMBDA, .node = node, .input = input, .env = env, .count = (int)node->count };

    if (node->kind == N_TRANSFORM) f.kind = JF_TRANSFORM, f.count = 1;
    if (node->kind == N_REGEX) f.kind = JF_REGEX, f.regex = node->regex, f.count = 1;
    return jfunction_value(r, f);
}

static struct jval thunk(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jthunk *t = ARENA_NEW(r->arena, struct jthunk);

    *t = (struct jthunk){ node, input, env };
    return (struct jval){ .kind = J_THUNK, .thunk = t };
}

static struct jval parent(struct jrun *r, const struct jnode *node, struct jenv *env)
{
    struct jnode label = { .text = node->slot->label };

    return jenv_lookup(r, &label, env);
}

/* --- the door
 * ------------------------------------------------------------------------------------------------------ */

static struct jval by_kind(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    switch (node->kind) {
    case N_STRING:
    case N_NUMBER:
    case N_VALUE: return node->value;
    case N_NAME: return jlookup_name(r, input, node->text);
    case N_VARIABLE: return variable(r, node, input, env);
    case N_WILDCARD: return wildcard(r, input);
    case N_DESCENDANTS: return descendants(r, input);
    case N_PARENT: return parent(r, node, env);
    case N_NEGATE: return negate(r, node, input, env);
    case N_ARRAY: return array_constructor(r, node, input, env);
    case N_OBJECT: return jevaluate_group(r, node, input, env);
    case N_BINARY: return jevaluate_binary(r, node, input, env);
    case N_PATH: return jevaluate_path(r, node, input, env);
    case N_BLOCK: return block(r, node, input, env);
    case N_CONDITION: return condition(r, node, input, env);
    case N_OTHERWISE: return otherwise(r, node, input, env);
    case N_BIND: return bind(r, node, input, env);
    case N_APPLY: return jevaluate_apply(r, node, input, env);
    case N_FUNCTION: return node->is_thunk ? thunk(r, node, input, env) : jevaluate_call(r, node, input, env, NULL);
    case N_PARTIAL: return jevaluate_partial(r, node, input, env);
    case N_LAMBDA:
    case N_TRANSFORM:
    case N_REGEX: return function(r, node, input, env);
    default: return jundefined();
    }
}

static struct jval evaluate(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval result = by_kind(r, node, input, env);

    for (uint32_t i = 0; i < node->predicates.count && !r->failed && jis_defined(result); i++)
        result = jevaluate_filter(r, node->predicates.items[i].filter, result, env);
    if (node->group && node->kind != N_PATH && !r->failed) result = jevaluate_group(r, node->group, result, env);
    if (r->failed) return jundefined();
    if (result.kind != J_ARRAY || !result.array->sequence || result.array->tuples) return result;
    if (node->keep_array) result.array->keep_singleton = true;
    if (result.array->count == 0) return jundefined();
    if (result.array->count == 1 && !result.array->keep_singleton) return jarray_at(r->arena, result.array, 0);
    return result;
}

struct deeper {
    struct jrun *r;
    const struct jnode *node;
    struct jval input;
    struct jenv *env;
    struct jval result;
};

static void evaluate_deeper(void *arg)
{
    struct deeper *d = arg;

    d->result = evaluate(d->r, d->node, d->input, d->env);
}

static struct jval on_another_stack(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct deeper d = { r, node, input, env, jundefined() };

    return jstack_run(evaluate_deeper, &d) ? d.result : jfail_limit(r, LIMIT_DEPTH);
}

struct jval jevaluate(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval result;

    if (r->failed) return jundefined();
    if (r->depth >= r->depth_max) return jfail_limit(r, LIMIT_DEPTH);
    if ((++r->ticks % CHECK_EVERY == 0 || jrun_is_full(r)) && jrun_check(r)) return jundefined();
    r->depth++;
    result = jstack_is_low() ? on_another_stack(r, node, input, env) : evaluate(r, node, input, env);
    r->depth--;
    return result;
}
