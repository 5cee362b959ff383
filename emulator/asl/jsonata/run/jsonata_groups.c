/* Grouping, which makes objects, and sorting. */
#include "emulator/asl/jsonata/run/jsonata_groups.h"
#include "emulator/asl/jsonata/run/jsonata_eval.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"

#include <string.h>

/* --- groups
 * -------------------------------------------------------------------------------------------------------- */

struct group {
    struct span name;
    struct jval items;
    uint32_t pair;    /* which name of the constructor gave it */
    bool is_gathered; /* items is an array of our own */
};

struct groups {
    struct group *items;
    uint32_t count, room;
    struct jobject *by_name; /* their index; NULL while they are few */
};

static struct group *group_find(struct jrun *r, struct groups *g, struct span name)
{
    struct jval index;

    if (!g->by_name) {
        for (uint32_t i = 0; i < g->count; i++)
            if (span_eq(g->items[i].name, name)) return &g->items[i];
        return NULL;
    }
    index = jobject_get(r->arena, g->by_name, name);
    return jis_defined(index) ? &g->items[(uint32_t)index.number] : NULL;
}

static void group_add(struct jrun *r, struct groups *g, struct span name, struct jval item, uint32_t pair)
{
    if (g->count == g->room) {
        uint32_t room = g->room ? g->room * 2 : 8;
        struct group *bigger = ARENA_ARRAY(r->arena, struct group, room);
        if (g->count) memcpy(bigger, g->items, g->count * sizeof *bigger);
        g->items = bigger;
        g->room = room;
    }
    if (g->count == 16) {
        g->by_name = jobject_new(r->arena);
        for (uint32_t i = 0; i < g->count; i++) jobject_put(r->arena, g->by_name, g->items[i].name, jnumber(i));
    }
    if (g->by_name) jobject_put(r->arena, g->by_name, name, jnumber(g->count));
    g->items[g->count++] = (struct group){ name, item, pair, false };
}

static int group_join(struct jrun *r, struct groups *g, struct jval name, struct jval item, uint32_t pair)
{
    struct group *group = group_find(r, g, jtext(name));

    if (!group) {
        group_add(r, g, jtext(name), item, pair);
        return 0;
    }
    if (group->pair != pair) {
        jfail_value(r, "D1009", name);
        return -1;
    }
    if (group->is_gathered) {
        jarray_push_all(r->arena, group->items.array, item);
    } else {
        group->items = jappend(r->arena, group->items, item);
        group->is_gathered = group->items.kind == J_ARRAY;
    }
    return 0;
}

/* Puts an item into the group of every name that the constructor gives for it. */
static int distribute(struct jrun *r, const struct jnode *node, struct groups *g, struct jval item, struct jenv *env)
{
    struct jval context = item;

    if (item.kind == J_TUPLE) {
        env = jenv_of_tuple(r, env, item);
        context = item.tuple->at;
    }
    for (uint32_t pair = 0; pair + 1 < node->count; pair += 2) {
        struct jval name = jevaluate(r, node->list[pair], context, env);
        if (r->failed) return -1;
        if (!jis_defined(name)) continue;
        if (name.kind != J_STRING) {
            jfail(r,
                  (struct jfault){ .code = "T1003", .position = node->position, .has_position = true, .value = name });
            return -1;
        }
        if (group_join(r, g, name, item, pair)) return -1;
    }
    return 0;
}

/* The tuples of a group as one: every name stands for what all of them bound. */
static struct jval tuples_joined(struct jrun *r, struct jval items)
{
    struct jtuple *joined = ARENA_NEW(r->arena, struct jtuple);
    struct jval *tuples = &items;
    uint32_t count = 1;

    if (items.kind == J_ARRAY) {
        tuples = jarray_items(r->arena, items.array);
        count = items.array->count;
    }
    *joined = *tuples[0].tuple;
    joined->bindings = ARENA_ARRAY(r->arena, struct jbinding, joined->count + 1);
    if (joined->count) memcpy(joined->bindings, tuples[0].tuple->bindings, joined->count * sizeof *joined->bindings);
    for (uint32_t i = 1; i < count; i++) {
        joined->at = jappend(r->arena, joined->at, tuples[i].tuple->at);
        for (uint32_t n = 0; n < joined->count && n < tuples[i].tuple->count; n++)
            joined->bindings[n].value =
                jappend(r->arena, joined->bindings[n].value, tuples[i].tuple->bindings[n].value);
    }
    return (struct jval){ .kind = J_TUPLE, .tuple = joined };
}

struct jval jevaluate_group(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env)
{
    struct groups groups = { 0 };
    struct jobject *result = jobject_new(r->arena);
    struct jval *items = &input, value;
    uint32_t count = 1;

    if (input.kind == J_ARRAY && input.array->count) {
        items = jarray_items(r->arena, input.array);
        count = input.array->count;
    } else if (input.kind == J_ARRAY) {
        input = jundefined(); /* so that names which need no item still make an object */
    }
    for (uint32_t i = 0; i < count; i++)
        if (distribute(r, node, &groups, items[i], env)) return jundefined();
    for (uint32_t i = 0; i < groups.count && !r->failed; i++) {
        struct jval context = groups.items[i].items;
        struct jenv *frame = env;
        if (context.kind == J_TUPLE || (context.kind == J_ARRAY && context.array->count && context.array->items &&
                                        context.array->items[0].kind == J_TUPLE)) {
            context = tuples_joined(r, context);
            frame = jenv_of_tuple(r, env, context);
            context = context.tuple->at;
        }
        value = jevaluate(r, node->list[groups.items[i].pair + 1], context, frame);
        if (jis_defined(value)) jobject_put(r->arena, result, groups.items[i].name, value);
    }
    return jobject_value(result);
}

/* --- sorting
 * ------------------------------------------------------------------------------------------------------- */

static void merge(struct jrun *r, struct jval *items, struct jval *spare, uint32_t middle, uint32_t count,
                  bool (*after)(struct jrun *r, struct jval left, struct jval right, void *arg), void *arg)
{
    uint32_t left = 0, right = middle;

    memcpy(spare, items, count * sizeof *items);
    for (uint32_t i = 0; i < count; i++) {
        bool take_right = left == middle || (right < count && !r->failed && after(r, spare[left], spare[right], arg));
        items[i] = take_right ? spare[right++] : spare[left++];
        if (left > middle || right > count) return;
    }
}

void jsort(struct jrun *r, struct jval *items, uint32_t count,
           bool (*after)(struct jrun *r, struct jval left, struct jval right, void *arg), void *arg)
{
    struct jval *spare = ARENA_ARRAY(r->arena, struct jval, count + 1);

    for (uint32_t width = 1; width < count; width *= 2)
        for (uint32_t at = 0; at + width < count && !r->failed; at += 2 * width)
            merge(r, items + at, spare, width, count - at < 2 * width ? count - at : 2 * width, after, arg);
}

struct order {
    const struct jnode *node;
    struct jenv *env;
};

static struct jval term_of(struct jrun *r, const struct jnode *term, struct jval item, struct jenv *env)
{
    if (item.kind == J_TUPLE) return jevaluate(r, term->left, item.tuple->at, jenv_of_tuple(r, env, item));
    return jevaluate(r, term->left, item, env);
}

static int compare(struct jrun *r, const struct jnode *node, struct jval left, struct jval right)
{
    struct jfault fault = {
        .code = "T2008", .position = node->position, .has_position = true, .value = left, .value2 = right
    };

    if (!jis_defined(left) || !jis_defined(right)) return (int)!jis_defined(left) - (int)!jis_defined(right);
    if ((left.kind != J_STRING && left.kind != J_NUMBER) || (right.kind != J_STRING && right.kind != J_NUMBER)) {
        if (left.kind == J_STRING || left.kind == J_NUMBER) fault.value = right;
        jfail(r, fault);
        return 0;
    }
    if (left.kind != right.kind) {
        fault.code = "T2007";
        jfail(r, fault);
        return 0;
    }
    if (left.kind == J_STRING) return jtext_compare(jtext(left), jtext(right));
    return left.number < right.number ? -1 : left.number > right.number;
}

static bool is_after(struct jrun *r, struct jval left, struct jval right, void *arg)
{
    const struct order *o = arg;

    for (uint32_t i = 0; i < o->node->count; i++) {
        const struct jnode *term = o->node->list[i];
        struct jval l = term_of(r, term, left, o->env), rest = term_of(r, term, right, o->env);
        int order;
        if (r->failed) return false;
        order = compare(r, o->node, l, rest);
        if (order && term->is_descending && jis_defined(l) && jis_defined(rest)) order = -order;
        if (order) return order > 0;
    }
    return false;
}

struct jval jevaluate_sort(struct jrun *r, const struct jnode *sort, struct jarray *input, struct jenv *env)
{
    struct order order = { sort, env };
    struct jarray *sorted;

    if (input->count <= 1) return jarray_value(input);
    sorted = jarray_new(r->arena, input->count);
    memcpy(sorted->items, jarray_items(r->arena, input), input->count * sizeof *sorted->items);
    sorted->count = input->count;
    sorted->tuples = input->tuples;
    jsort(r, sorted->items, sorted->count, is_after, &order);
    return jarray_value(sorted);
}
