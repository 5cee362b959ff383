/* Functions of objects and of values as such. */
#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/run/jsonata_errors.h"
#include "emulator/asl/jsonata/run/jsonata_eval.h"
#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"

static void add_keys(struct jrun *r, struct jval v, struct jobject *keys)
{
    if (v.kind == J_ARRAY) {
        struct jval *items = jarray_items(r->arena, v.array);
        for (uint32_t i = 0; i < v.array->count; i++)
            if (items[i].kind == J_OBJECT) add_keys(r, items[i], keys);
    } else if (v.kind == J_OBJECT) {
        struct jmember *members = jobject_members(r->arena, v.object);
        for (uint32_t i = 0; i < v.object->count; i++) jobject_put(r->arena, keys, members[i].name, jnull());
    }
}

struct jval jfn_keys(struct jrun *r, struct jval *arguments, int count)
{
    struct jobject *keys = jobject_new(r->arena);
    struct jarray *names = jsequence_new(r->arena);

    (void)count;
    add_keys(r, arguments[0], keys);
    for (uint32_t i = 0; i < keys->count; i++) jarray_push(r->arena, names, jstring(keys->members[i].name));
    return jarray_value(names);
}

struct jval jfn_lookup(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    if (!jis_defined(arguments[1])) return jundefined();
    return jlookup_name(r, arguments[0], jtext(arguments[1]));
}

static void object_spread(struct jrun *r, struct jarray *spread, struct jobject *object)
{
    struct jmember *members = jobject_members(r->arena, object);

    for (uint32_t m = 0; m < object->count; m++) {
        struct jobject *single = jobject_new(r->arena);

        jobject_put(r->arena, single, members[m].name, members[m].value);
        jarray_push(r->arena, spread, jobject_value(single));
    }
}

/* Arrays in arrays are spread as well; deeper than data can be they stay as they are. */
static void items_spread(struct jrun *r, struct jarray *spread, struct jarray *array, int depth)
{
    struct jval *items = jarray_items(r->arena, array);

    for (uint32_t i = 0; i < array->count; i++) {
        if (items[i].kind == J_OBJECT) object_spread(r, spread, items[i].object);
        else if (items[i].kind == J_ARRAY && depth < JNEST_MAX) items_spread(r, spread, items[i].array, depth + 1);
        else jarray_push(r->arena, spread, items[i]);
    }
}

/* What comes out of an object is a sequence, which may be taken for its only item; what comes out of an array is an
 * array, unless that was empty. */
struct jval jfn_spread(struct jrun *r, struct jval *arguments, int count)
{
    struct jval v = arguments[0];
    bool is_array = v.kind == J_ARRAY && v.array->count;
    struct jarray *spread = is_array ? jarray_new(r->arena, v.array->count) : jsequence_new(r->arena);

    (void)count;
    if (v.kind != J_ARRAY && v.kind != J_OBJECT) return v;
    if (v.kind == J_OBJECT) object_spread(r, spread, v.object);
    else items_spread(r, spread, v.array, 0);
    return jarray_value(spread);
}

struct jval jfn_merge(struct jrun *r, struct jval *arguments, int count)
{
    struct jobject *merged = jobject_new(r->arena);
    struct jval *items;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count; i++) {
        struct jmember *members = jobject_members(r->arena, items[i].object);
        for (uint32_t m = 0; m < items[i].object->count; m++)
            jobject_put(r->arena, merged, members[m].name, members[m].value);
    }
    return jobject_value(merged);
}

struct jval jfn_clone(struct jrun *r, struct jval *arguments, int count)
{
    struct jval copy;

    (void)count;
    if (!jval_clone(r->arena, arguments[0], &copy, 0)) return jfail_limit(r, LIMIT_DEPTH);
    return copy;
}

struct jval jfn_type(struct jrun *r, struct jval *arguments, int count)
{
    static const char *const names[] = {
        [J_NULL] = "null",   [J_BOOL] = "boolean",  [J_NUMBER] = "number",     [J_STRING] = "string",
        [J_ARRAY] = "array", [J_OBJECT] = "object", [J_FUNCTION] = "function", [J_TUPLE] = "object",
    };

    (void)r;
    (void)count;
    if (arguments[0].kind > J_TUPLE || !names[arguments[0].kind]) return jundefined();
    return jstring(span_of(names[arguments[0].kind]));
}

struct jval jfn_exists(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    return jbool(jis_defined(arguments[0]));
}

struct jval jfn_boolean(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return jis_defined(arguments[0]) ? jbool(jtruth(r->arena, arguments[0])) : jundefined();
}

struct jval jfn_not(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return jis_defined(arguments[0]) ? jbool(!jtruth(r->arena, arguments[0])) : jundefined();
}

struct jval jfn_error(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return jfail_value(r, "D3137",
                       jis_defined(arguments[0]) ? arguments[0] : jstring(SPAN("$error() function evaluated")));
}

struct jval jfn_assert(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    if (arguments[0].kind == J_BOOL && arguments[0].boolean) return jundefined();
    return jfail_value(r, "D3141",
                       jis_defined(arguments[1]) ? arguments[1] : jstring(SPAN("$assert() statement failed")));
}

/* An expression given as text, in the frame of the call; a second argument is its context. */
struct jval jfn_eval(struct jrun *r, struct jval *arguments, int count)
{
    struct jval input = r->caller_input, result;
    struct jnode *tree;
    struct jfault fault = { 0 };

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (jis_defined(arguments[1])) {
        input = arguments[1];
        if (input.kind == J_ARRAY && !input.array->sequence) {
            struct jarray *outer = jsequence_of(r->arena, input);
            outer->outer = true;
            input = jarray_value(outer);
        }
    }
    tree = jparse(r->arena, jtext(arguments[0]), &fault);
    if (tree) tree = jresolve(r->arena, tree, r->find, &fault);
    if (!tree) return jfail_value(r, "D3120", jstring(jfault_message(r->arena, &fault)));
    result = jevaluate(r, tree, input, r->caller_env);
    if (r->failed && !span_is(span_of(r->fault.code), "U1001")) {
        struct jval message = jstring(jfault_message(r->arena, &r->fault));
        r->fault = (struct jfault){ .code = "D3121", .value = message };
    }
    return result;
}
