/* Walking paths. A definite path is a plain walk. Another is walked a step at a time over the list of all values
 * reached so far; the list is bounded, since a descent in a descent grows fast. */
#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/asl/jsonpath/jsonpath_filter.h"

#define MATCHES_MAX 100000

struct walk {
    struct arena *arena;
    struct doc *root;
    bool is_definite; /* until here */
};

static struct doc *item_at(const struct doc *list, int64_t index)
{
    int64_t count = (int64_t)doc_count(list);

    if (!doc_is(list, DOC_LIST)) return NULL;
    return index >= 0 && index < count ? doc_at(list, (size_t)index) : NULL;
}

/* The n-th index of a step, in this list. */
static int64_t index_of(const struct jsonpath_step *step, const struct doc *list, uint32_t n)
{
    return step->from_end ? (int64_t)doc_count(list) - step->indexes[n] : step->indexes[n];
}

/* --- filters ------------------------------------------------------------------------------------------------------ */

static struct doc *operand_value(const struct jsonpath_operand *o, struct arena *a, struct doc *root, struct doc *item)
{
    return o->path ? jsonpath_get(o->path, a, o->of_item ? item : root, NULL) : o->literal;
}

/* -1, 0 or 1; 2 where the two cannot be ordered. */
static int compare(const struct doc *a, const struct doc *b)
{
    if (doc_is_number(a) && doc_is_number(b)) {
        double x = doc_as_double(a), y = doc_as_double(b);

        return x < y ? -1 : x > y;
    }
    if (doc_is(a, DOC_STRING) && doc_is(b, DOC_STRING)) return span_compare(doc_text(a), doc_text(b));
    return 2;
}

static bool contains(const struct doc *list, const struct doc *value)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        if (doc_equal(doc_at(list, i), value)) return true;
    }
    return false;
}

static bool test_holds(const struct jsonpath_filter *f, struct arena *a, struct doc *root, struct doc *item)
{
    struct doc *x = operand_value(&f->a, a, root, item), *y;

    if (f->operator== TEST_EXISTS) return x != NULL;
    y = operand_value(&f->b, a, root, item);
    if (!x || !y) return f->operator== TEST_NE && x != y;
    switch (f->operator) {
    case TEST_EQ: return doc_equal(x, y);
    case TEST_NE: return !doc_equal(x, y);
    case TEST_LT: return compare(x, y) == -1;
    case TEST_LE: return compare(x, y) == -1 || compare(x, y) == 0;
    case TEST_GT: return compare(x, y) == 1;
    case TEST_GE: return compare(x, y) == 1 || compare(x, y) == 0;
    case TEST_IN: return contains(y, x);
    case TEST_NIN: return !contains(y, x);
    case TEST_EXISTS: break;
    }
    return false;
}

static bool filter_holds(const struct jsonpath_filter *f, struct arena *a, struct doc *root, struct doc *item)
{
    switch (f->kind) {
    case FILTER_OR: return filter_holds(f->left, a, root, item) || filter_holds(f->right, a, root, item);
    case FILTER_AND: return filter_holds(f->left, a, root, item) && filter_holds(f->right, a, root, item);
    case FILTER_NOT: return !filter_holds(f->left, a, root, item);
    case FILTER_TEST: break;
    }
    return test_holds(f, a, root, item);
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

static void collect(struct doc *out, struct doc *value)
{
    if (value && doc_count(out) < MATCHES_MAX) doc_append(out, value);
}

static void collect_children(struct doc *out, const struct doc *value)
{
    if (doc_is(value, DOC_LIST)) {
        for (size_t i = 0; i < doc_count(value); i++) collect(out, doc_at(value, i));
    } else if (doc_is(value, DOC_MAP)) {
        for (uint32_t i = 0; i < value->map.count; i++) collect(out, value->map.members[i].value);
    }
}

/* The value and all below it. Depth is that of a document, which its reader bounded. */
static void collect_descent(struct doc *out, struct doc *value)
{
    collect(out, value);
    if (doc_is(value, DOC_LIST)) {
        for (size_t i = 0; i < doc_count(value); i++) collect_descent(out, doc_at(value, i));
    } else if (doc_is(value, DOC_MAP)) {
        for (uint32_t i = 0; i < value->map.count; i++) collect_descent(out, value->map.members[i].value);
    }
}

static int64_t slice_bound(int64_t value, int64_t count)
{
    if (value < 0) value += count;
    return value < 0 ? 0 : value > count ? count : value;
}

static void collect_slice(struct doc *out, const struct jsonpath_step *step, const struct doc *value)
{
    int64_t count = (int64_t)doc_count(value);
    int64_t from = step->has_from ? slice_bound(step->indexes[0], count) : 0;
    int64_t to = step->has_to ? slice_bound(step->indexes[1], count) : count;

    if (!doc_is(value, DOC_LIST)) return;
    for (int64_t i = from; i < to; i++) collect(out, doc_at(value, (size_t)i));
}

/* Several names select one object with just these, one name its value. */
static struct doc *select_names(struct walk *w, const struct jsonpath_step *step, const struct doc *value)
{
    struct doc *chosen;

    if (step->count == 1) return doc_get_span(value, step->names[0]);
    if (!doc_is(value, DOC_MAP)) return NULL;
    chosen = doc_map(w->arena);
    for (uint32_t i = 0; i < step->count; i++) {
        struct doc *member = doc_get_span(value, step->names[i]);

        if (member) doc_put_span(chosen, step->names[i], member);
    }
    return chosen;
}

static void collect_filtered(struct walk *w, struct doc *out, const struct jsonpath_step *step, struct doc *value)
{
    struct doc *candidates = doc_list(w->arena);

    if (doc_is(value, DOC_LIST)) collect_children(candidates, value);
    else collect(candidates, value);
    for (size_t i = 0; i < doc_count(candidates); i++) {
        if (filter_holds(step->filter, w->arena, w->root, doc_at(candidates, i))) collect(out, doc_at(candidates, i));
    }
}

static void apply_step(struct walk *w, const struct jsonpath_step *step, struct doc *value, struct doc *out)
{
    switch (step->kind) {
    case JSONPATH_NAMES: collect(out, select_names(w, step, value)); break;
    case JSONPATH_INDEXES:
        for (uint32_t i = 0; i < step->count; i++) collect(out, item_at(value, index_of(step, value, i)));
        break;
    case JSONPATH_SLICE: collect_slice(out, step, value); break;
    case JSONPATH_WILDCARD: collect_children(out, value); break;
    case JSONPATH_DESCENT: collect_descent(out, value); break;
    case JSONPATH_FILTER: collect_filtered(w, out, step, value); break;
    }
}

/* The path as AWS prints it in errors: $['a'][0], up to and with `last`. */
static const char *path_printed(const struct jsonpath *p, struct arena *a, const struct jsonpath_step *last)
{
    const char *text = "$";

    for (const struct jsonpath_step *s = p->steps; s; s = s->next) {
        if (s->kind == JSONPATH_NAMES) text = arena_printf(a, "%s['%.*s']", text, SPAN_ARG(s->names[0]));
        if (s->kind == JSONPATH_INDEXES) text = arena_printf(a, "%s[%lld]", text, (long long)s->indexes[0]);
        if (s == last) break;
    }
    return text;
}

static const char *missing_why(const struct jsonpath *p, struct arena *a, const struct jsonpath_step *at)
{
    if (at && at->next && at->kind == JSONPATH_NAMES)
        return arena_printf(a, "Missing property in path %s", path_printed(p, a, at));
    return arena_printf(a, "No results for path: %s", path_printed(p, a, NULL));
}

static struct doc *walk_definite(struct walk *w, const struct jsonpath *p, const char **why)
{
    struct doc *value = w->root;

    for (const struct jsonpath_step *s = p->steps; s; s = s->next) {
        struct doc *next =
            s->kind == JSONPATH_NAMES ? doc_get_span(value, s->names[0]) : item_at(value, index_of(s, value, 0));

        if (!next && why) *why = missing_why(p, w->arena, s);
        if (!next) return NULL;
        value = next;
    }
    return value;
}

struct doc *jsonpath_get(const struct jsonpath *p, struct arena *a, struct doc *root, const char **why)
{
    struct walk w = { a, root, true };
    struct doc *reached;

    if (p->definite) return walk_definite(&w, p, why);
    reached = doc_list(a);
    doc_append(reached, root);
    for (const struct jsonpath_step *s = p->steps; s; s = s->next) {
        struct doc *next = doc_list(a);

        if (s->kind == JSONPATH_SLICE && w.is_definite && doc_count(reached) && !doc_is(doc_at(reached, 0), DOC_LIST)) {
            if (why) *why = missing_why(p, a, s);
            return NULL;
        }
        w.is_definite &= (s->kind == JSONPATH_NAMES || s->kind == JSONPATH_INDEXES) && s->count == 1;
        for (size_t i = 0; i < doc_count(reached); i++) apply_step(&w, s, doc_at(reached, i), next);
        reached = next;
    }
    return reached;
}

static struct doc *put_step(struct arena *a, const struct jsonpath_step *s, struct doc *at, struct doc *value,
                            const char **why);

static struct doc *put_name(struct arena *a, const struct jsonpath_step *s, struct doc *at, struct doc *value,
                            const char **why)
{
    struct doc *copy = at && !doc_is(at, DOC_NULL) ? at : doc_map(a), *child;

    if (!doc_is(copy, DOC_MAP)) {
        *why = arena_printf(a, "Unable to apply step \"%.*s\" to input", SPAN_ARG(s->names[0]));
        return NULL;
    }
    child = put_step(a, s->next, doc_get_span(copy, s->names[0]), value, why);
    if (!child) return NULL;
    copy = doc_shallow(a, copy);
    doc_put_span(copy, s->names[0], child);
    return copy;
}

static struct doc *put_index(struct arena *a, const struct jsonpath_step *s, struct doc *at, struct doc *value,
                             const char **why)
{
    int64_t index = index_of(s, at, 0);
    struct doc *copy, *child;

    if (!item_at(at, index)) {
        *why = arena_printf(a, "Unable to apply step \"%lld\" to input", (long long)index);
        return NULL;
    }
    child = put_step(a, s->next, doc_at(at, (size_t)index), value, why);
    if (!child) return NULL;
    copy = doc_shallow(a, at);
    doc_items(copy)[index] = child;
    return copy;
}

static struct doc *put_step(struct arena *a, const struct jsonpath_step *s, struct doc *at, struct doc *value,
                            const char **why)
{
    if (!s) return value;
    return s->kind == JSONPATH_NAMES ? put_name(a, s, at, value, why) : put_index(a, s, at, value, why);
}

struct doc *jsonpath_put(const struct jsonpath *p, struct arena *a, struct doc *root, struct doc *value,
                         const char **why)
{
    const char *ignored;

    return put_step(a, p->steps, root, value, why ? why : &ignored);
}
