/* Operators between two operands. */
#include "emulator/asl/jsonata/run/jsonata_operators.h"
#include "emulator/asl/jsonata/run/jsonata_eval.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"

#include <math.h>

#define RANGE_MAX 1e7

static struct jval fail_at(struct jrun *r, const char *code, const struct jnode *node, struct jval value,
                           struct jval value2)
{
    return jfail(r, (struct jfault){ .code = code,
                                     .position = node->position,
                                     .has_position = true,
                                     .token = node->text,
                                     .has_token = true,
                                     .value = value,
                                     .value2 = value2 });
}

/* Is it a number? One that overflowed fails. */
static bool is_number(struct jrun *r, const struct jnode *node, struct jval v)
{
    if (v.kind == J_NUMBER && isinf(v.number)) fail_at(r, "D1001", node, v, jundefined());
    return v.kind == J_NUMBER && !isnan(v.number);
}

static struct jval arithmetic(struct jrun *r, const struct jnode *node, struct jval left, struct jval right)
{
    if (jis_defined(left) && !is_number(r, node, left)) return fail_at(r, "T2001", node, left, jundefined());
    if (jis_defined(right) && !is_number(r, node, right)) return fail_at(r, "T2002", node, right, jundefined());
    if (r->failed || !jis_defined(left) || !jis_defined(right)) return jundefined();
    switch (node->op) {
    case OP_ADD: return jnumber(left.number + right.number);
    case OP_SUBTRACT: return jnumber(left.number - right.number);
    case OP_MULTIPLY: return jnumber(left.number * right.number);
    case OP_DIVIDE: return jnumber(left.number / right.number);
    default: return jnumber(fmod(left.number, right.number));
    }
}

static bool is_comparable(struct jval v)
{
    return v.kind == J_UNDEFINED || v.kind == J_NUMBER || v.kind == J_STRING;
}

static struct jval comparison(struct jrun *r, const struct jnode *node, struct jval left, struct jval right)
{
    int order;

    if (!is_comparable(left) || !is_comparable(right))
        return fail_at(r, "T2010", node, is_comparable(left) ? right : left, jundefined());
    if (!jis_defined(left) || !jis_defined(right)) return jundefined();
    if (left.kind != right.kind) return fail_at(r, "T2009", node, left, right);
    if (left.kind == J_STRING) {
        order = jtext_compare(jtext(left), jtext(right));
    } else if (isnan(left.number) || isnan(right.number)) {
        return jbool(false);
    } else {
        order = left.number < right.number ? -1 : left.number > right.number;
    }
    switch (node->op) {
    case OP_LESS: return jbool(order < 0);
    case OP_LESS_EQUAL: return jbool(order <= 0);
    case OP_GREATER: return jbool(order > 0);
    default: return jbool(order >= 0);
    }
}

/* AWS: what its evaluator's memory was measured to hold: so many items of a range, and of a text of one character 22
 * doublings, not 23. */
#define AWS_RANGE_MAX 873782
#define AWS_TEXT_MAX  ((size_t)5 * 1024 * 1024)

static struct jval concatenation(struct jrun *r, struct jval left, struct jval right)
{
    struct span l = jtext_of(r, left, false), rest = jtext_of(r, right, false);
    struct buf b = { 0 };
    struct jval joined;

    if (r->failed) return jundefined();
    if (!l.size || !rest.size) return jstring(l.size ? l : rest);
    if (r->scope->is_aws && l.size + rest.size > AWS_TEXT_MAX) return jfail_limit(r, LIMIT_MEMORY);
    buf_add_span(&b, l);
    buf_add_span(&b, rest);
    joined = jstring(arena_span(r->arena, buf_span(&b)));
    buf_release(&b);
    return joined;
}

static struct jval inclusion(struct jrun *r, struct jval left, struct jval right)
{
    struct jval *items;

    if (!jis_defined(left) || !jis_defined(right)) return jbool(false);
    if (right.kind != J_ARRAY) return jbool(jequal(r->arena, left, right));
    items = jarray_items(r->arena, right.array);
    for (uint32_t i = 0; i < right.array->count; i++)
        if (jequal(r->arena, left, items[i])) return jbool(true);
    return jbool(false);
}

static bool is_integer(struct jval v)
{
    return v.kind == J_NUMBER && isfinite(v.number) && v.number == floor(v.number);
}

static struct jval range(struct jrun *r, const struct jnode *node, struct jval left, struct jval right)
{
    struct jarray *array;
    double count;

    if (jis_defined(left) && !is_integer(left)) return fail_at(r, "T2003", node, left, jundefined());
    if (jis_defined(right) && !is_integer(right)) return fail_at(r, "T2004", node, right, jundefined());
    if (!jis_defined(left) || !jis_defined(right) || left.number > right.number) return jundefined();
    count = right.number - left.number + 1;
    if (r->scope->is_aws && count > AWS_RANGE_MAX) return jfail_limit(r, LIMIT_MEMORY);
    if (count > RANGE_MAX) return fail_at(r, "D2014", node, jnumber(count), jundefined());
    array = jarray_new(r->arena, (uint32_t)count);
    array->sequence = true;
    for (array->count = 0; array->count < array->room; array->count++)
        array->items[array->count] = jnumber(left.number + array->count);
    return jarray_value(array);
}

struct jval jevaluate_binary(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct jval left = jevaluate(r, node->left, input, env), right;

    if (r->failed) return jundefined();
    if (node->op == OP_AND && !jtruth(r->arena, left)) return jbool(false);
    if (node->op == OP_OR && jtruth(r->arena, left)) return jbool(true);
    right = jevaluate(r, node->right, input, env);
    if (r->failed) return jundefined();
    switch (node->op) {
    case OP_AND:
    case OP_OR: return jbool(jtruth(r->arena, right));
    case OP_EQUAL:
    case OP_UNEQUAL:
        if (!jis_defined(left) || !jis_defined(right)) return jbool(false);
        return jbool(jequal(r->arena, left, right) == (node->op == OP_EQUAL));
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_GREATER:
    case OP_GREATER_EQUAL: return comparison(r, node, left, right);
    case OP_CONCAT: return concatenation(r, left, right);
    case OP_IN: return inclusion(r, left, right);
    case OP_RANGE: return range(r, node, left, right);
    default: return arithmetic(r, node, left, right);
    }
}
