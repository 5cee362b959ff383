/* Paths: each step is evaluated for every item of the sequence before it, and what it gives is flattened into the next.
 *
 * A path that binds variables carries tuples instead of items: the item, and what was bound on the way to it.
 */
#include "emulator/asl/jsonata/run/jsonata_path.h"
#include "emulator/asl/jsonata/run/jsonata_eval.h"
#include "emulator/asl/jsonata/run/jsonata_groups.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"

#include <math.h>
#include <string.h>

/* --- predicates
 * ---------------------------------------------------------------------------------------------------- */

/* Does an item at `index` of `count` fall under what the predicate gave for it? Numbers are positions. */
static bool is_selected(struct jrun *r, struct jval result, uint32_t index, uint32_t count)
{
    struct jval *items = &result;
    uint32_t numbers = 1;
    bool found = false;

    if (result.kind == J_ARRAY) {
        items = jarray_items(r->arena, result.array);
        numbers = result.array->count;
    }
    for (uint32_t i = 0; i < numbers; i++) {
        double position;
        if (items[i].kind != J_NUMBER) return jtruth(r->arena, result);
        if (!isfinite(items[i].number)) {
            jfail_value(r, "D1001", items[i]);
            return false;
        }
        position = floor(items[i].number);
        if (position < 0) position += count;
        if (position == index) found = true;
    }
    return found;
}

static struct jval item_at(struct jrun *r, double number, struct jarray *input, struct jarray *results)
{
    double index = floor(number);
    struct jval item;

    if (index < 0) index += input->count;
    if (!(index >= 0 && index < input->count)) return jarray_value(results);
    item = jarray_at(r->arena, input, (uint32_t)index);
    if (item.kind == J_ARRAY) return item;
    if (jis_defined(item)) jarray_push(r->arena, results, item);
    return jarray_value(results);
}

struct jval jevaluate_filter(struct jrun *r, const struct jnode *predicate, struct jval value, struct jenv *env)
{
    struct jarray *input = jarray_from(r->arena, value), *results = jsequence_new(r->arena);
    struct jval *items, result;

    results->tuples = input->tuples;
    if (predicate->kind == N_NUMBER && !predicate->predicates.count)
        return item_at(r, predicate->value.number, input, results);
    items = jarray_items(r->arena, input);
    for (uint32_t i = 0; i < input->count && !r->failed; i++) {
        if (input->tuples) {
            result = jevaluate(r, predicate, items[i].tuple->at, jenv_of_tuple(r, env, items[i]));
        } else {
            result = jevaluate(r, predicate, items[i], env);
        }
        if (!r->failed && is_selected(r, result, i, input->count)) jarray_push(r->arena, results, items[i]);
    }
    return jarray_value(results);
}

/* --- tuples
 * -------------------------------------------------------------------------------------------------------- */

static void tuple_bind(struct jrun *r, struct jtuple *t, struct span name, struct jval value)
{
    struct jbinding *bigger;

    for (uint32_t i = 0; i < t->count; i++) {
        if (!span_eq(t->bindings[i].name, name)) continue;
        t->bindings[i].value = value;
        return;
    }
    bigger = ARENA_ARRAY(r->arena, struct jbinding, t->count + 1);
    if (t->count) memcpy(bigger, t->bindings, t->count * sizeof *bigger);
    bigger[t->count++] = (struct jbinding){ name, value };
    t->bindings = bigger;
}

/* A tuple with the bindings of another, to be bound further. */
static struct jtuple *tuple_from(struct jrun *r, const struct jtuple *from)
{
    struct jtuple *t = ARENA_NEW(r->arena, struct jtuple);

    t->at = from->at;
    t->count = from->count;
    if (t->count) {
        t->bindings = ARENA_ARRAY(r->arena, struct jbinding, t->count);
        memcpy(t->bindings, from->bindings, t->count * sizeof *t->bindings);
    }
    return t;
}

static struct jval tuple_value(struct jtuple *t)
{
    return (struct jval){ .kind = J_TUPLE, .tuple = t };
}

static struct jarray *tuples_of(struct jrun *r, struct jarray *input)
{
    struct jarray *tuples = jsequence_new(r->arena);
    struct jval *items = jarray_items(r->arena, input);

    tuples->tuples = true;
    for (uint32_t i = 0; i < input->count; i++) {
        struct jtuple *t = ARENA_NEW(r->arena, struct jtuple);
        t->at = items[i];
        jarray_push(r->arena, tuples, tuple_value(t));
    }
    return tuples;
}

static struct jval stages(struct jrun *r, const struct jnode *step, struct jval result, struct jenv *env)
{
    for (uint32_t i = 0; i < step->stages.count && !r->failed; i++) {
        const struct jstage *stage = &step->stages.items[i];
        if (stage->filter) {
            result = jevaluate_filter(r, stage->filter, result, env);
        } else if (result.kind == J_ARRAY && result.array->tuples) {
            for (uint32_t n = 0; n < result.array->count; n++)
                tuple_bind(r, result.array->items[n].tuple, stage->index, jnumber(n));
        }
    }
    return result;
}

/* The tuple for item `index` of what a step gave for `from`. */
static struct jtuple *tuple_next(struct jrun *r, const struct jnode *step, const struct jtuple *from, struct jval item,
                                 uint32_t index)
{
    struct jtuple *t = tuple_from(r, from);

    if (item.kind == J_TUPLE) {
        for (uint32_t i = 0; i < item.tuple->count; i++)
            tuple_bind(r, t, item.tuple->bindings[i].name, item.tuple->bindings[i].value);
        t->at = item.tuple->at;
        return t;
    }
    if (step->focus.data) {
        tuple_bind(r, t, step->focus, item);
    } else {
        t->at = item;
    }
    if (step->index.data) tuple_bind(r, t, step->index, jnumber(index));
    if (step->ancestor) tuple_bind(r, t, step->ancestor->label, from->at);
    return t;
}

static struct jarray *tuple_sort(struct jrun *r, const struct jnode *step, struct jarray *input, bool has_tuples,
                                 struct jenv *env)
{
    struct jval sorted = jevaluate_sort(r, step, input, env);
    struct jarray *result;

    if (r->failed) return input;
    result = has_tuples ? sorted.array : tuples_of(r, sorted.array);
    result->tuples = true;
    for (uint32_t i = 0; i < result->count && step->index.data; i++)
        tuple_bind(r, result->items[i].tuple, step->index, jnumber(i));
    sorted = stages(r, step, jarray_value(result), env);
    return sorted.kind == J_ARRAY ? sorted.array : result;
}

static struct jarray *tuple_step(struct jrun *r, const struct jnode *step, struct jarray *input, struct jarray *tuples,
                                 struct jenv *env)
{
    struct jarray *result;
    struct jval staged;

    if (step->kind == N_SORT) return tuple_sort(r, step, tuples ? tuples : input, tuples != NULL, env);
    if (!tuples) tuples = tuples_of(r, input);
    result = jsequence_new(r->arena);
    result->tuples = true;
    for (uint32_t i = 0; i < tuples->count && !r->failed; i++) {
        struct jval tuple = tuples->items[i];
        struct jval value = jevaluate(r, step, tuple.tuple->at, jenv_of_tuple(r, env, tuple));
        struct jarray *values;
        if (r->failed || !jis_defined(value)) continue;
        values = jarray_from(r->arena, value);
        for (uint32_t n = 0; n < values->count; n++)
            jarray_push(r->arena, result,
                        tuple_value(tuple_next(r, step, tuple.tuple, jarray_at(r->arena, values, n), n)));
    }
    staged = stages(r, step, jarray_value(result), env);
    return staged.kind == J_ARRAY ? staged.array : result;
}

/* --- steps
 * --------------------------------------------------------------------------------------------------------- */

static struct jarray *step_over(struct jrun *r, const struct jnode *step, struct jarray *input, struct jenv *env,
                                bool is_last)
{
    struct jarray *result;
    struct jval *items, value, first = jundefined();
    uint32_t given = 0;

    if (step->kind == N_SORT) {
        value = jevaluate_sort(r, step, input, env);
        if (!r->failed) value = stages(r, step, value, env);
        return jarray_from(r->arena, value);
    }
    result = jsequence_new(r->arena);
    items = jarray_items(r->arena, input);
    for (uint32_t i = 0; i < input->count && !r->failed; i++) {
        value = jevaluate(r, step, items[i], env);
        if (jis_defined(value)) value = stages(r, step, value, env);
        if (!jis_defined(value)) continue;
        if (given++ == 0) first = value;
        if (value.kind == J_ARRAY && !value.array->constructed) {
            jarray_push_all(r->arena, result, value);
        } else {
            jarray_push(r->arena, result, value);
        }
    }
    if (is_last && given == 1 && first.kind == J_ARRAY && !first.array->sequence) return first.array;
    return result;
}

static bool is_plain_name(const struct jnode *step)
{
    return step->kind == N_NAME && !step->binds && !step->stages.count && !step->predicates.count && !step->group;
}

/* A path of names over objects, with nothing to be flattened: the most usual one. Steps that were taken are counted in
 * *taken, with their result in *input. */
static void plain_names(struct jrun *r, const struct jnode *path, struct jval *input, uint32_t *taken)
{
    while (*taken < path->count && input->kind == J_OBJECT && is_plain_name(path->list[*taken])) {
        *input = jobject_get(r->arena, input->object, path->list[*taken]->text);
        (*taken)++;
    }
}

static struct jarray *items_of_tuples(struct jrun *r, struct jarray *tuples)
{
    struct jarray *items = jsequence_new(r->arena);

    for (uint32_t i = 0; i < tuples->count; i++)
        jarray_push(r->arena, items, tuples->items[i].kind == J_TUPLE ? tuples->items[i].tuple->at : tuples->items[i]);
    return items;
}

/* The steps from `from` on. */
static struct jarray *steps(struct jrun *r, const struct jnode *path, uint32_t from, struct jarray *input,
                            struct jenv *env, struct jarray **tuples)
{
    struct jarray *result = input;
    bool has_tuples = false;

    for (uint32_t i = from; i < path->count && !r->failed; i++) {
        const struct jnode *step = path->list[i];
        if (step->binds) has_tuples = true;
        if (i == 0 && step->constructs) {
            result = jarray_from(r->arena, jevaluate(r, step, jarray_value(input), env));
        } else if (has_tuples) {
            *tuples = tuple_step(r, step, input, *tuples, env);
        } else {
            result = step_over(r, step, input, env, i + 1 == path->count);
        }
        if (!has_tuples && !result->count) break;
        if (!step->focus.data) input = result;
    }
    return result;
}

static struct jval keep(struct jrun *r, struct jval result)
{
    struct jarray *array;

    if (!jis_defined(result)) return result;
    if (result.kind != J_ARRAY || (result.array->constructed && !result.array->sequence)) {
        array = jsequence_of(r->arena, result);
    } else {
        array = result.array;
    }
    array->keep_singleton = true;
    return jarray_value(array);
}

struct jval jevaluate_path(struct jrun *r, const struct jnode *path, struct jval input, struct jenv *env)
{
    struct jarray *tuples = NULL;
    struct jval result = input;
    uint32_t taken = 0;

    plain_names(r, path, &result, &taken);
    if (taken < path->count) {
        struct jarray *from;
        if (taken && !jis_defined(result)) return result;
        from = result.kind == J_ARRAY && (taken || path->list[0]->kind != N_VARIABLE) ? result.array : NULL;
        if (!from) from = jsequence_new(r->arena), jarray_push(r->arena, from, result);
        result = jarray_value(steps(r, path, taken, from, env, &tuples));
        if (r->failed) return jundefined();
        if (tuples) result = jarray_value(path->binds ? tuples : items_of_tuples(r, tuples));
    }
    if (path->keep_array) result = keep(r, result);
    if (path->group) result = jevaluate_group(r, path->group, tuples ? jarray_value(tuples) : result, env);
    return result;
}
