/* What expressions and references are worth. */
#include "emulator/vtl/vtl_evaluate.h"
#include "emulator/vtl/vtl_classes.h"
#include "emulator/vtl/vtl_methods.h"

#define ARGUMENTS_MAX 16

/* --- references --------------------------------------------------------------------------------------------------- */

/* An index counts from the end when it is negative. NULL, with an error, when the list is not so long. */
static struct doc **item_at(struct vtl_run *r, const struct vtl_node *step, struct doc *list, const struct doc *index)
{
    int64_t count = (int64_t)doc_count(list), at;

    if (!doc_is(index, DOC_INT)) return NULL;
    at = index->integer < 0 ? count + index->integer : index->integer;
    if (at < 0 || at >= count) return vtl_run_fail(r, step->at, "an index is beyond the list");
    return &doc_items(list)[at];
}

static struct doc *value_index(struct vtl_run *r, const struct vtl_node *step, struct doc *self)
{
    struct doc *index = vtl_value(r, step->left), **item;

    if (r->reason) return NULL;
    if (doc_is(self, DOC_MAP)) return doc_get_span(self, vtl_text(r->world.arena, index, r->world.json));
    if (!doc_is(self, DOC_LIST)) return NULL;
    item = item_at(r, step, self, index);
    return item ? *item : NULL;
}

/* A map's member; what of others is a property in Java is few. */
static struct doc *value_property(struct vtl_run *r, const struct vtl_node *step, struct doc *self)
{
    const struct vtl_object *o = vtl_object_of(self);

    if (span_is(step->text, "class") && !o) return vtl_class_of(r, self);
    if (doc_is(self, DOC_MAP)) return doc_get_span(self, step->text);
    if (o) return o->class->get ? o->class->get(o, r->world.arena, step->text) : NULL;
    if (!span_is(step->text, "empty")) return NULL;
    if (doc_is(self, DOC_STRING)) return doc_bool(r->world.arena, !doc_text(self).size);
    return doc_is(self, DOC_LIST) ? doc_bool(r->world.arena, !doc_count(self)) : NULL;
}

static struct doc *value_method(struct vtl_run *r, const struct vtl_node *step, struct doc *self)
{
    struct doc *args[ARGUMENTS_MAX];
    size_t count = 0;

    for (const struct vtl_node *n = step->left; n; n = n->next) {
        if (count == ARGUMENTS_MAX) return vtl_run_fail(r, step->at, "too many arguments");
        args[count++] = vtl_value(r, n);
        if (r->reason) return NULL;
    }
    return vtl_call_method(r, step, self, args, count);
}

static struct doc *value_step(struct vtl_run *r, const struct vtl_node *step, struct doc *self)
{
    if (!vtl_run_spend(r, step->at, 0)) return NULL;
    if (step->kind == VTL_PROPERTY) return value_property(r, step, self);
    return step->kind == VTL_INDEX ? value_index(r, step, self) : value_method(r, step, self);
}

/* The value up to the step `until`; NULL when there is none. */
static struct doc *walk(struct vtl_run *r, const struct vtl_node *reference, const struct vtl_node *until)
{
    struct doc *value = doc_get_span(r->world.names, reference->text);

    for (const struct vtl_node *step = reference->left; step != until && !vtl_is_null(value); step = step->next)
        value = value_step(r, step, value);
    return vtl_is_null(value) || r->reason ? NULL : value;
}

static struct doc *value_reference(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *value = walk(r, n, NULL);

    if (r->reason) return NULL;
    return value ? value : doc_string(r->world.arena, SPAN(""));
}

static void assign_index(struct vtl_run *r, const struct vtl_node *step, struct doc *self, struct doc *value)
{
    struct doc *index = vtl_value(r, step->left), **item;

    if (r->reason) return;
    if (doc_is(self, DOC_MAP)) {
        doc_put_span(self, vtl_text(r->world.arena, index, r->world.json), value);
    } else if (doc_is(self, DOC_LIST)) {
        item = item_at(r, step, self, index);
        if (item) *item = value;
    }
}

void vtl_assign(struct vtl_run *r, const struct vtl_node *reference, struct doc *value)
{
    const struct vtl_node *last = reference->left;
    struct doc *self;

    if (!last) {
        doc_put_span(r->world.names, reference->text, value);
        return;
    }
    while (last->next) last = last->next;
    self = walk(r, reference, last);
    if (!self) return;
    if (last->kind == VTL_PROPERTY && doc_is(self, DOC_MAP)) doc_put_span(self, last->text, value);
    if (last->kind == VTL_INDEX) assign_index(r, last, self, value);
}

/* --- lists, maps, ranges ------------------------------------------------------------------------------------------ */

static struct doc *or_null(struct vtl_run *r, struct doc *value)
{
    return value ? value : doc_null(r->world.arena);
}

static struct doc *value_list(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *list = doc_list(r->world.arena);

    for (const struct vtl_node *item = n->left; item && !r->reason; item = item->next)
        doc_append(list, or_null(r, vtl_value(r, item)));
    return list;
}

static struct doc *value_map(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *map = doc_map(r->world.arena);

    for (const struct vtl_node *name = n->left; name && !r->reason; name = name->next->next) {
        struct doc *key = vtl_value(r, name), *value = vtl_value(r, name->next);

        doc_put_span(map, vtl_text(r->world.arena, key, r->world.json), or_null(r, value));
    }
    return map;
}

/* Both ends are in it; it may go down. */
static struct doc *value_range(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *left = vtl_value(r, n->left), *right = vtl_value(r, n->right), *list;
    int64_t size, step;

    if (r->reason || !doc_is(left, DOC_INT) || !doc_is(right, DOC_INT)) return NULL;
    step = left->integer <= right->integer ? 1 : -1;
    if (__builtin_sub_overflow(right->integer, left->integer, &size) || size * step >= VTL_ITEMS_MAX)
        return vtl_run_fail(r, n->at, "a range is too long");
    list = doc_list(r->world.arena);
    for (int64_t i = 0; i <= size * step; i++) doc_append(list, doc_int(r->world.arena, left->integer + i * step));
    return list;
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static struct doc *value_calculated(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *left = vtl_value(r, n->left), *right = vtl_value(r, n->right), *value;
    const char *error = NULL;

    if (r->reason) return NULL;
    value = vtl_calculate(r->world.arena, n->kind, left, right, r->world.json, &error);
    return error ? vtl_run_fail(r, n->at, error) : value;
}

static bool compares(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *left = vtl_value(r, n->left), *right = vtl_value(r, n->right);
    int order;

    if (r->reason) return false;
    if (n->kind == VTL_EQ) return vtl_equal(r->world.arena, left, right, r->world.json);
    if (n->kind == VTL_NE) return !vtl_equal(r->world.arena, left, right, r->world.json);
    order = vtl_compare(left, right);
    switch (n->kind) {
    case VTL_LT: return order == -1;
    case VTL_GT: return order == 1;
    case VTL_LE: return order == -1 || order == 0;
    default: return order == 1 || order == 0;
    }
}

/* Only a truth of its own, a comparison or a reference can hold: text and numbers as they are written do not. */
bool vtl_holds(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *value;

    if (!vtl_run_spend(r, n->at, 0)) return false;
    switch (n->kind) {
    case VTL_CONSTANT: return doc_is(n->value, DOC_BOOL) && n->value->boolean;
    case VTL_NOT: return !vtl_holds(r, n->left);
    case VTL_AND: return vtl_holds(r, n->left) && vtl_holds(r, n->right);
    case VTL_OR: return vtl_holds(r, n->left) || vtl_holds(r, n->right);
    case VTL_REFERENCE: value = value_reference(r, n); return value && !(doc_is(value, DOC_BOOL) && !value->boolean);
    case VTL_EQ:
    case VTL_NE:
    case VTL_LT:
    case VTL_GT:
    case VTL_LE:
    case VTL_GE: return compares(r, n);
    default: return false;
    }
}

/* What the text prints. */
static struct span interpolate(struct vtl_run *r, const struct vtl_node *block)
{
    struct buf text = { 0 }, *before = r->out;
    struct span copy;

    r->out = &text;
    r->block(r, block);
    r->out = before;
    copy = text.size ? arena_span(r->world.arena, buf_span(&text)) : SPAN("");
    buf_release(&text);
    return copy;
}

struct doc *vtl_value(struct vtl_run *r, const struct vtl_node *n)
{
    if (!vtl_run_spend(r, n->at, 0)) return NULL;
    switch (n->kind) {
    case VTL_CONSTANT: return n->value;
    case VTL_INTERPOLATED: return doc_string(r->world.arena, interpolate(r, n->right));
    case VTL_REFERENCE: return value_reference(r, n);
    case VTL_LIST: return value_list(r, n);
    case VTL_MAP: return value_map(r, n);
    case VTL_RANGE: return value_range(r, n);
    case VTL_NOT:
    case VTL_OR:
    case VTL_AND:
    case VTL_EQ:
    case VTL_NE:
    case VTL_LT:
    case VTL_GT:
    case VTL_LE:
    case VTL_GE: return doc_bool(r->world.arena, vtl_holds(r, n));
    default: return value_calculated(r, n);
    }
}
