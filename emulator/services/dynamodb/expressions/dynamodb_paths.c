/* Paths and projections. A projection is a tree of steps whose leaves are whole values. */
#include "emulator/services/dynamodb/expressions/dynamodb_paths.h"

#include <stdlib.h>

#include "emulator/services/dynamodb/values/dynamodb_values.h"

static struct doc *step_into(const struct doc *value, const struct ddb_step *step)
{
    if (step->name.data)
        return ddb_value_type(value) == DDB_M ? doc_get_span(ddb_value_content(value), step->name) : NULL;
    return ddb_value_type(value) == DDB_L ? doc_at(ddb_value_content(value), step->index) : NULL;
}

struct doc *ddb_path_find(const struct ddb_path *path, const struct doc *item)
{
    struct doc *value = doc_get_span(item, path->steps[0].name);

    for (int i = 1; i < path->count && value; i++) value = step_into(value, &path->steps[i]);
    return value;
}

struct span ddb_path_text(struct arena *a, const struct ddb_path *path)
{
    struct buf b = { 0 };
    struct span text;

    buf_add_char(&b, '[');
    for (int i = 0; i < path->count; i++) {
        if (i) buf_add_text(&b, ", ");
        if (path->steps[i].name.data) buf_add_span(&b, path->steps[i].name);
        else buf_printf(&b, "[%u]", path->steps[i].index);
    }
    buf_add_char(&b, ']');
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

static bool steps_equal(const struct ddb_step *a, const struct ddb_step *b)
{
    if (!a->name.data != !b->name.data) return false;
    return a->name.data ? span_eq(a->name, b->name) : a->index == b->index;
}

bool ddb_path_equal(const struct ddb_path *a, const struct ddb_path *b)
{
    if (a->count != b->count) return false;
    for (int i = 0; i < a->count; i++)
        if (!steps_equal(&a->steps[i], &b->steps[i])) return false;
    return true;
}

enum ddb_path_relation ddb_path_relate(const struct ddb_path *a, const struct ddb_path *b)
{
    for (int i = 0; i < a->count && i < b->count; i++) {
        if (!a->steps[i].name.data != !b->steps[i].name.data) return DDB_PATHS_CONFLICT;
        if (!steps_equal(&a->steps[i], &b->steps[i])) return DDB_PATHS_APART;
    }
    return DDB_PATHS_OVERLAP;
}

/* --- projections -------------------------------------------------------------------------------------------------- */

struct ddb_projection {
    struct ddb_step step;
    struct ddb_projection *children, *next; /* no children: the whole value */
};

/* Where a child of that step is or belongs: names keep their order, indexes are sorted. */
static struct ddb_projection **child_slot(struct ddb_projection *parent, const struct ddb_step *step)
{
    struct ddb_projection **slot = &parent->children;

    while (*slot && !steps_equal(&(*slot)->step, step) && (step->name.data || (*slot)->step.index < step->index))
        slot = &(*slot)->next;
    return slot;
}

static struct ddb_projection *child_of(struct arena *a, struct ddb_projection *parent, const struct ddb_step *step)
{
    struct ddb_projection **slot = child_slot(parent, step), *child = *slot;

    if (child && steps_equal(&child->step, step)) return child;
    child = ARENA_NEW(a, struct ddb_projection);
    child->step = *step;
    child->next = *slot;
    *slot = child;
    return child;
}

struct ddb_projection *ddb_projection_new(struct arena *a, const struct ddb_path *paths, int count)
{
    struct ddb_projection *root = ARENA_NEW(a, struct ddb_projection);

    for (int i = 0; i < count; i++) {
        struct ddb_projection *node = root;
        for (int s = 0; s < paths[i].count; s++) node = child_of(a, node, &paths[i].steps[s]);
    }
    return root;
}

static struct doc *project_value(const struct ddb_projection *p, struct arena *a, struct doc *value);

static struct doc *project_map(const struct ddb_projection *p, struct arena *a, const struct doc *map)
{
    struct doc *out = doc_map(a);

    for (const struct ddb_projection *child = p->children; child; child = child->next) {
        struct doc *value = doc_get_span(map, child->step.name);
        struct doc *kept = value ? project_value(child, a, value) : NULL;
        if (kept) doc_put_span(out, child->step.name, kept);
    }
    return out;
}

static struct doc *project_list(const struct ddb_projection *p, struct arena *a, const struct doc *list)
{
    struct doc *out = doc_list(a);

    for (const struct ddb_projection *child = p->children; child; child = child->next) {
        struct doc *value = doc_at(list, child->step.index);
        struct doc *kept = value ? project_value(child, a, value) : NULL;
        if (kept) doc_append(out, kept);
    }
    return out;
}

/* NULL where nothing of the value is reached. */
static struct doc *project_value(const struct ddb_projection *p, struct arena *a, struct doc *value)
{
    enum ddb_type type = ddb_value_type(value);
    struct doc *content = ddb_value_content(value), *kept;

    if (!p->children) return value;
    if (type == DDB_M && p->children->step.name.data) kept = project_map(p, a, content);
    else if (type == DDB_L && !p->children->step.name.data) kept = project_list(p, a, content);
    else return NULL;
    return doc_count(kept) ? ddb_value_new(a, type, kept) : NULL;
}

struct doc *ddb_projection_apply(const struct ddb_projection *projection, struct arena *a, const struct doc *item)
{
    return project_map(projection, a, item);
}
