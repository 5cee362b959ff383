/* Applying an update to an item, in three steps:
 *
 *   1. every action's value is worked out from the item as it was;
 *   2. SET, ADD and DELETE put theirs in place; an index behind a list's end appends;
 *   3. REMOVE takes out. List elements are first only marked, so that all indexes mean the list as it was, and the
 *      lists close ranks at the end. */
#include "emulator/services/dynamodb/expressions/dynamodb_conditions.h"
#include "emulator/services/dynamodb/values/dynamodb_numbers.h"
#include "emulator/services/dynamodb/expressions/dynamodb_updates.h"

#define BAD_PATH    "The document path provided in the update expression is invalid for update"
#define BAD_OPERAND "An operand in the update expression has an incorrect data type"
#define BAD_OLDER   "Type mismatch for attribute to update"
#define NO_OPERAND  "The provided expression refers to an attribute that does not exist in the item"

struct applier {
    struct arena *arena;
    struct doc *item;
    bool is_older;
    const char *error;
};

static struct doc *wrong(struct applier *ap, const char *error)
{
    if (!ap->error) ap->error = error;
    return NULL;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static struct doc *value_of(struct applier *ap, const struct ddb_node *node);

static struct doc *sum_of(struct applier *ap, const struct doc *a, const struct doc *b, bool minus)
{
    struct ddb_number x, y, sum;
    enum ddb_number_status status;

    if (ddb_value_type(a) != DDB_N || ddb_value_type(b) != DDB_N) return wrong(ap, BAD_OPERAND);
    if (ddb_number_parse(ddb_value_text(a), &x) || ddb_number_parse(ddb_value_text(b), &y))
        return wrong(ap, BAD_OPERAND);
    status = minus ? ddb_number_subtract(&x, &y, &sum) : ddb_number_add(&x, &y, &sum);
    if (status != DDB_NUMBER_OK) return wrong(ap, ddb_number_status_text(status));
    return ddb_value_new(ap->arena, DDB_N, doc_string(ap->arena, ddb_number_text(ap->arena, &sum)));
}

static struct doc *list_appended(struct applier *ap, const struct doc *a, const struct doc *b)
{
    struct doc *list, *tail = ddb_value_content(b);

    if (ddb_value_type(a) != DDB_L || ddb_value_type(b) != DDB_L) return wrong(ap, BAD_OPERAND);
    list = doc_shallow(ap->arena, ddb_value_content(a));
    for (uint32_t i = 0; i < doc_count(tail); i++) doc_append(list, doc_items(tail)[i]);
    return ddb_value_new(ap->arena, DDB_L, list);
}

static struct doc *value_of_pair(struct applier *ap, const struct ddb_node *node)
{
    struct doc *a = value_of(ap, node->args[0]), *b = a ? value_of(ap, node->args[1]) : NULL;

    if (!a || !b) return NULL;
    return node->kind == DDB_LIST_APPEND ? list_appended(ap, a, b) : sum_of(ap, a, b, node->kind == DDB_MINUS);
}

/* A tree of its own, since what is put in place may be changed by the next action. NULL with an error. */
static struct doc *value_of(struct applier *ap, const struct ddb_node *node)
{
    const struct doc *found;

    switch (node->kind) {
    case DDB_VALUE: return doc_copy(ap->arena, node->value);
    case DDB_PATH:
        found = ddb_path_find(&node->path, ap->item);
        return found ? doc_copy(ap->arena, found) : wrong(ap, NO_OPERAND);
    case DDB_IF_NOT_EXISTS:
        found = ddb_path_find(&node->args[0]->path, ap->item);
        return found ? doc_copy(ap->arena, found) : value_of(ap, node->args[1]);
    default: return value_of_pair(ap, node);
    }
}

/* What ADD makes of the attribute; a missing one counts as nothing. */
static struct doc *added(struct applier *ap, const struct doc *old, struct doc *value)
{
    struct doc *all;

    if (!old) return value;
    if (ddb_value_type(old) != ddb_value_type(value)) return wrong(ap, ap->is_older ? BAD_OLDER : BAD_OPERAND);
    if (ddb_value_type(value) == DDB_N) return sum_of(ap, old, value, false);
    if (ddb_value_type(value) == DDB_L) return list_appended(ap, old, value);
    all = ddb_set_union(ap->arena, ddb_value_content(old), ddb_value_content(value));
    return ddb_value_new(ap->arena, ddb_value_type(value), all);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

/* The map or list that holds the path's last step; the item itself for a path of one. NULL: there is none. */
static struct doc *parent_of(const struct applier *ap, const struct ddb_path *path)
{
    struct ddb_path above = { path->steps, path->count - 1 };
    const struct doc *value;
    enum ddb_type wanted = path->steps[path->count - 1].name.data ? DDB_M : DDB_L;

    if (path->count == 1) return ap->item;
    value = ddb_path_find(&above, ap->item);
    return ddb_value_type(value) == wanted ? ddb_value_content(value) : NULL;
}

static void put_at(struct applier *ap, const struct ddb_path *path, struct doc *value)
{
    const struct ddb_step *last = &path->steps[path->count - 1];
    struct doc *parent = parent_of(ap, path);

    if (!parent) wrong(ap, BAD_PATH);
    else if (last->name.data) doc_put_span(parent, last->name, value);
    else if (last->index < doc_count(parent)) doc_items(parent)[last->index] = value;
    else doc_append(parent, value);
}

/* A list element leaves a hole for now. */
static void take_out(struct applier *ap, const struct ddb_path *path)
{
    const struct ddb_step *last = &path->steps[path->count - 1];
    struct doc *parent = parent_of(ap, path);

    if (!parent) wrong(ap, BAD_PATH);
    else if (last->name.data) doc_remove(parent, last->name);
    else if (last->index < doc_count(parent)) doc_items(parent)[last->index] = NULL;
}

static void close_ranks(struct doc *list)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < list->list.count; i++)
        if (doc_items(list)[i]) doc_items(list)[kept++] = doc_items(list)[i];
    list->list.count = kept;
}

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static void apply_delete(struct applier *ap, const struct ddb_path *path, const struct doc *value)
{
    const struct doc *old = ddb_path_find(path, ap->item);
    struct doc *rest;

    if (!old) {
        if (!parent_of(ap, path)) wrong(ap, BAD_PATH);
        return;
    }
    if (ddb_value_type(old) != ddb_value_type(value)) {
        wrong(ap, ap->is_older ? BAD_OLDER : BAD_OPERAND);
        return;
    }
    rest = ddb_set_minus(ap->arena, ddb_value_content(old), ddb_value_content(value));
    if (doc_count(rest)) put_at(ap, path, ddb_value_new(ap->arena, ddb_value_type(old), rest));
    else take_out(ap, path);
}

static void apply_one(struct applier *ap, const struct ddb_action *action, const struct ddb_path *path,
                      struct doc *value)
{
    switch (action->kind) {
    case DDB_ACTION_SET: put_at(ap, path, value); break;
    case DDB_ACTION_ADD:
        value = added(ap, ddb_path_find(path, ap->item), value);
        if (value) put_at(ap, path, value);
        break;
    case DDB_ACTION_DELETE: apply_delete(ap, path, value); break;
    case DDB_ACTION_REMOVE: break;
    }
}

static bool takes_from_list(const struct ddb_update *update, int i)
{
    enum ddb_action_kind kind = update->actions[i].kind;
    const struct ddb_path *path = &update->paths[i];

    return (kind == DDB_ACTION_REMOVE || kind == DDB_ACTION_DELETE) && !path->steps[path->count - 1].name.data;
}

/* Longer paths first: a list that itself lies behind a hole to be closed must be found before that. */
static void close_all_ranks(struct applier *ap, const struct ddb_update *update)
{
    int longest = 0;

    for (int i = 0; i < update->count; i++)
        if (takes_from_list(update, i) && update->paths[i].count > longest) longest = update->paths[i].count;
    for (int length = longest; length > 1; length--)
        for (int i = 0; i < update->count; i++) {
            if (!takes_from_list(update, i) || update->paths[i].count != length) continue;
            if (parent_of(ap, &update->paths[i])) close_ranks(parent_of(ap, &update->paths[i]));
        }
}

static uint64_t rank_of(const struct ddb_path *path)
{
    const struct ddb_step *last = &path->steps[path->count - 1];

    return last->name.data ? 0 : (uint64_t)last->index + 1;
}

/* AWS: elements that are new to a list are appended in the order of their numbers. No other order matters, as no two
 * paths overlap. */
static int *order_of(struct arena *a, const struct ddb_update *update)
{
    int *order = ARENA_ARRAY(a, int, (size_t)update->count);

    for (int i = 0; i < update->count; i++) {
        int at = i;
        for (; at > 0 && rank_of(&update->paths[order[at - 1]]) > rank_of(&update->paths[i]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

const char *ddb_update_apply(const struct ddb_update *update, struct arena *a, struct doc *item)
{
    struct applier ap = { .arena = a, .item = item, .is_older = update->is_older };
    struct doc **values = ARENA_ARRAY(a, struct doc *, (size_t)update->count);
    const int *order = order_of(a, update);

    for (int i = 0; i < update->count && !ap.error; i++)
        if (update->actions[i].value) values[i] = value_of(&ap, update->actions[i].value);
    for (int i = 0; i < update->count && !ap.error; i++)
        apply_one(&ap, &update->actions[order[i]], &update->paths[order[i]], values[order[i]]);
    for (int i = 0; i < update->count && !ap.error; i++)
        if (update->actions[i].kind == DDB_ACTION_REMOVE) take_out(&ap, &update->paths[i]);
    if (!ap.error) close_all_ranks(&ap, update);
    return ap.error;
}
