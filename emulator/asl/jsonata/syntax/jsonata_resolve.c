/* The second pass over an expression's tree.
 *
 * Dots become paths, flat lists of steps; predicates, groups, sorts and bindings are hung on the steps they follow. A
 * `%` gets a slot, which travels up the tree (`seeking`) until the step is known whose input it names: that step then
 * binds its input under the slot's label (`ancestor`), and the paths on the way carry tuples (`binds`). Calls in tail
 * position become thunks, which the caller's loop runs without nesting.
 */
#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"
#include "emulator/asl/jsonata/jsonata_stack.h"

#define DEPTH_MAX      5000
#define SEEK_DEPTH_MAX 100

struct resolver {
    struct arena *arena;
    jbuiltin_finder *find;
    struct jfault *fault;
    int depth, labels;
};

static struct jnode *resolve(struct resolver *r, struct jnode *node);

static struct jnode *fail(struct resolver *r, const char *code, uint32_t position, struct span token)
{
    *r->fault = (struct jfault){
        .code = code, .position = position, .has_position = true, .token = token, .has_token = token.data
    };
    return NULL;
}

static void stage_add(struct arena *a, struct jstages *stages, struct jstage stage)
{
    if (stages->count == stages->room) {
        uint32_t room = stages->room ? stages->room * 2 : 2;
        struct jstage *bigger = ARENA_ARRAY(a, struct jstage, room);
        for (uint32_t i = 0; i < stages->count; i++) bigger[i] = stages->items[i];
        stages->items = bigger;
        stages->room = room;
    }
    stages->items[stages->count++] = stage;
}

static void slot_add(struct arena *a, struct jslots *slots, struct jslot *slot)
{
    if (slots->count == slots->room) {
        uint32_t room = slots->room ? slots->room * 2 : 2;
        struct jslot **bigger = ARENA_ARRAY(a, struct jslot *, room);
        for (uint32_t i = 0; i < slots->count; i++) bigger[i] = slots->items[i];
        slots->items = bigger;
        slots->room = room;
    }
    slots->items[slots->count++] = slot;
}

static struct jnode *node_new(struct resolver *r, enum jnode_kind kind, const struct jnode *from)
{
    struct jnode *node = ARENA_NEW(r->arena, struct jnode);

    node->kind = kind;
    node->position = from->position;
    node->text = from->text;
    return node;
}

static struct jnode *path_of(struct resolver *r, struct jnode *step)
{
    struct jnode *path;

    if (step->kind == N_PATH) return step;
    path = node_new(r, N_PATH, step);
    jnode_add(r->arena, path, step);
    return path;
}

static struct jnode *last_step(struct jnode *node)
{
    return node->kind == N_PATH ? node->list[node->count - 1] : node;
}

/* --- parents
 * ------------------------------------------------------------------------------------------------------- */

/* Hands what `child` looks for on to `node`. */
static void hand_up(struct resolver *r, struct jnode *node, struct jnode *child)
{
    for (uint32_t i = 0; i < child->seeking.count; i++) slot_add(r->arena, &node->seeking, child->seeking.items[i]);
    if (child->kind == N_PARENT) slot_add(r->arena, &node->seeking, child->slot);
}

/* Goes one step up through `node`: the step that is `slot->level` names further up binds the slot's label. 0 or -1. */
static int seek(struct resolver *r, struct jnode *node, struct jslot *slot, int depth)
{
    if (depth > SEEK_DEPTH_MAX) {
        fail(r, "U1001", node->position, (struct span){ 0 });
        return -1;
    }
    switch (node->kind) {
    case N_NAME:
    case N_WILDCARD:
        if (--slot->level) return 0;
        if (node->ancestor) {
            slot->label = node->ancestor->label;
        }
        node->ancestor = slot;
        node->binds = true;
        return 0;
    case N_PARENT: slot->level++; return 0;
    case N_BLOCK:
        if (!node->count) return 0;
        node->binds = true;
        return seek(r, node->list[node->count - 1], slot, depth + 1);
    case N_PATH: {
        uint32_t index = node->count;
        node->binds = true;
        do {
            if (seek(r, node->list[--index], slot, depth + 1)) return -1;
        } while (slot->level > 0 && index > 0);
        return 0;
    }
    default: fail(r, "S0217", node->position, node->text); return -1;
    }
}

/* What the last step of a path looks for is sought in the steps before it, and in the path's own surroundings then. */
static int seek_in_path(struct resolver *r, struct jnode *path)
{
    struct jnode *last = last_step(path), *step;
    struct jslots slots = last->seeking;

    if (last->kind == N_PARENT) slot_add(r->arena, &slots, last->slot);
    for (uint32_t i = 0; i < slots.count; i++) {
        uint32_t index = path->count - 1;
        while (slots.items[i]->level > 0) {
            if (index == 0) {
                slot_add(r->arena, &path->seeking, slots.items[i]);
                break;
            }
            step = path->list[--index];
            while (index > 0 && step->focus.data && path->list[index - 1]->focus.data) step = path->list[--index];
            if (seek(r, step, slots.items[i], 0)) return -1;
        }
    }
    return 0;
}

static struct jnode *parent(struct resolver *r, struct jnode *node)
{
    struct jnode *result = node_new(r, N_PARENT, node);

    result->slot = ARENA_NEW(r->arena, struct jslot);
    result->slot->label = arena_format(r->arena, "%%%d", r->labels++);
    result->slot->level = 1;
    result->keep_array = node->keep_array;
    return result;
}

/* --- paths
 * --------------------------------------------------------------------------------------------------------- */

static int add_steps(struct resolver *r, struct jnode *path, struct jnode *rest)
{
    if (rest->kind == N_PATH) {
        for (uint32_t i = 0; i < rest->count; i++) jnode_add(r->arena, path, rest->list[i]);
        if (rest->keep_array) path->keep_array = true;
        return 0;
    }
    if (rest->predicates.count) {
        rest->stages = rest->predicates;
        rest->predicates = (struct jstages){ 0 };
    }
    jnode_add(r->arena, path, rest);
    return 0;
}

static struct jnode *dot(struct resolver *r, struct jnode *node)
{
    struct jnode *left = resolve(r, node->left), *path, *right;

    if (!left) return NULL;
    path = path_of(r, left);
    if (left->kind == N_PARENT) slot_add(r->arena, &path->seeking, left->slot);
    if (!(right = resolve(r, node->right)) || add_steps(r, path, right)) return NULL;
    for (uint32_t i = 0; i < path->count; i++) {
        struct jnode *step = path->list[i];
        if (step->kind == N_NUMBER || step->kind == N_VALUE) {
            fail(r, "S0213", step->position, step->text);
            r->fault->value = step->value;
            return NULL;
        }
        if (step->kind == N_STRING) step->kind = N_NAME;
        if (step->keep_array) path->keep_array = true;
    }
    if (path->list[0]->kind == N_ARRAY) path->list[0]->constructs = true;
    if (last_step(path)->kind == N_ARRAY) last_step(path)->constructs = true;
    return seek_in_path(r, path) ? NULL : path;
}

static struct jnode *filter(struct resolver *r, struct jnode *node)
{
    struct jnode *result = resolve(r, node->left), *step, *predicate;

    if (!result) return NULL;
    step = last_step(result);
    if (step->group) return fail(r, "S0209", node->position, (struct span){ 0 });
    if (!(predicate = resolve(r, node->right))) return NULL;
    for (uint32_t i = 0; i < predicate->seeking.count; i++) {
        struct jslot *slot = predicate->seeking.items[i];
        if (slot->level == 1) {
            if (seek(r, step, slot, 0)) return NULL;
        } else {
            slot->level--;
        }
    }
    hand_up(r, step, predicate);
    stage_add(r->arena, result->kind == N_PATH ? &step->stages : &step->predicates,
              (struct jstage){ .filter = predicate });
    return result;
}

static int resolve_list(struct resolver *r, struct jnode *node, struct jnode *holder)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (!(node->list[i] = resolve(r, node->list[i]))) return -1;
        if (holder) hand_up(r, holder, node->list[i]);
    }
    return 0;
}

static struct jnode *group(struct resolver *r, struct jnode *node)
{
    struct jnode *result = resolve(r, node->left);

    if (!result) return NULL;
    if (result->group) return fail(r, "S0210", node->position, (struct span){ 0 });
    if (resolve_list(r, node, NULL)) return NULL;
    result->group = node_new(r, N_OBJECT, node);
    result->group->list = node->list;
    result->group->count = node->count;
    return result;
}

static struct jnode *order(struct resolver *r, struct jnode *node)
{
    struct jnode *result = resolve(r, node->left), *sort = node_new(r, N_SORT, node), *term;

    if (!result) return NULL;
    result = path_of(r, result);
    for (uint32_t i = 0; i < node->count; i++) {
        term = node->list[i];
        if (!(term->left = resolve(r, term->left))) return NULL;
        hand_up(r, sort, term->left);
        jnode_add(r->arena, sort, term);
    }
    jnode_add(r->arena, result, sort);
    return seek_in_path(r, result) ? NULL : result;
}

static struct jnode *focus(struct resolver *r, struct jnode *node)
{
    struct jnode *result = resolve(r, node->left), *step;

    if (!result) return NULL;
    step = last_step(result);
    if (step->stages.count || step->predicates.count) return fail(r, "S0215", node->position, (struct span){ 0 });
    if (step->kind == N_SORT) return fail(r, "S0216", node->position, (struct span){ 0 });
    if (node->keep_array) step->keep_array = true;
    step->focus = node->right->text;
    step->binds = true;
    return result;
}

static struct jnode *positions(struct resolver *r, struct jnode *node)
{
    struct jnode *result = resolve(r, node->left), *step = result;

    if (!result) return NULL;
    if (result->kind == N_PATH) {
        step = last_step(result);
    } else {
        result = path_of(r, step);
        if (step->predicates.count) {
            step->stages = step->predicates;
            step->predicates = (struct jstages){ 0 };
        }
    }
    if (step->stages.count) {
        stage_add(r->arena, &step->stages, (struct jstage){ .index = node->right->text });
    } else {
        step->index = node->right->text;
    }
    step->binds = true;
    if (node->keep_array) result->keep_array = true;
    return result;
}

/* --- the rest
 * ------------------------------------------------------------------------------------------------------ */

/* Resolves the node's operands in place. */
static struct jnode *operands(struct resolver *r, struct jnode *node)
{
    struct jnode **children[] = { &node->left, &node->right, &node->other };

    for (int i = 0; i < 3; i++) {
        if (!*children[i]) continue;
        if (!(*children[i] = resolve(r, *children[i]))) return NULL;
        hand_up(r, node, *children[i]);
    }
    return node;
}

static struct jnode *binary(struct resolver *r, struct jnode *node)
{
    if (!operands(r, node)) return NULL;
    if (node->kind == N_APPLY) node->keep_array = node->left->keep_array || node->right->keep_array;
    return node;
}

static struct jnode *negate(struct resolver *r, struct jnode *node)
{
    if (!operands(r, node)) return NULL;
    if (node->left->kind != N_NUMBER || node->left->predicates.count) return node;
    node->kind = N_NUMBER;
    node->value = jnumber(-node->left->value.number);
    node->left = NULL;
    return node;
}

static struct jnode *block(struct resolver *r, struct jnode *node)
{
    if (resolve_list(r, node, node)) return NULL;
    for (uint32_t i = 0; i < node->count; i++) {
        struct jnode *part = node->list[i];
        if (part->constructs || (part->kind == N_PATH && part->list[0]->constructs)) node->constructs = true;
    }
    return node;
}

static struct jnode *items(struct resolver *r, struct jnode *node)
{
    return resolve_list(r, node, node) ? NULL : node;
}

static struct jnode *call(struct resolver *r, struct jnode *node)
{
    if (resolve_list(r, node, node)) return NULL;
    return (node->left = resolve(r, node->left)) ? node : NULL;
}

/* A call in tail position is left to the loop in jcall. */
static struct jnode *tail(struct resolver *r, struct jnode *node)
{
    if (node->predicates.count || node->group || node->keep_array) return node;
    if (node->kind == N_FUNCTION) {
        node->is_thunk = true;
    } else if (node->kind == N_CONDITION || node->kind == N_OTHERWISE) {
        if (node->right) node->right = tail(r, node->right);
        if (node->other) node->other = tail(r, node->other);
    } else if (node->kind == N_BLOCK && node->count) {
        node->list[node->count - 1] = tail(r, node->list[node->count - 1]);
    }
    return node;
}

static struct jnode *lambda(struct resolver *r, struct jnode *node)
{
    if (!(node->left = resolve(r, node->left))) return NULL;
    node->left = tail(r, node->left);
    return node;
}

static struct jnode *name(struct resolver *r, struct jnode *node)
{
    struct jnode *path = path_of(r, node);

    path->keep_array = node->keep_array;
    return path;
}

static struct jnode *variable(struct resolver *r, struct jnode *node)
{
    node->builtin = r->find(node->text);
    return node;
}

static struct jnode *leave(struct resolver *r, struct jnode *node)
{
    (void)r;
    return node;
}

static struct jnode *misplaced(struct resolver *r, struct jnode *node)
{
    return fail(r, "S0201", node->position, node->text);
}

static struct jnode *resolve_here(struct resolver *r, struct jnode *node)
{
    static struct jnode *(*const by_kind[])(struct resolver * r, struct jnode * node) = {
        [N_STRING] = leave,      [N_NUMBER] = leave,      [N_VALUE] = leave,    [N_NAME] = name,
        [N_VARIABLE] = variable, [N_REGEX] = leave,       [N_WILDCARD] = leave, [N_DESCENDANTS] = leave,
        [N_PARENT] = parent,     [N_PLACEHOLDER] = leave, [N_NEGATE] = negate,  [N_ARRAY] = items,
        [N_OBJECT] = items,      [N_BINARY] = binary,     [N_PATH] = leave,     [N_BLOCK] = block,
        [N_CONDITION] = binary,  [N_OTHERWISE] = binary,  [N_BIND] = binary,    [N_APPLY] = binary,
        [N_FUNCTION] = call,     [N_PARTIAL] = call,      [N_LAMBDA] = lambda,  [N_TRANSFORM] = operands,
        [N_SORT] = misplaced,    [N_TERM] = misplaced,    [N_DOT] = dot,        [N_FILTER] = filter,
        [N_GROUP] = group,       [N_ORDER] = order,       [N_FOCUS] = focus,    [N_INDEX] = positions,
    };

    struct jnode *result = by_kind[node->kind](r, node);

    if (result && node->keep_array) result->keep_array = true;
    return result;
}

struct deeper {
    struct resolver *r;
    struct jnode *node;
};

static void resolve_deeper(void *arg)
{
    struct deeper *d = arg;

    d->node = resolve_here(d->r, d->node);
}

static struct jnode *resolve(struct resolver *r, struct jnode *node)
{
    struct deeper d = { r, node };

    if (r->depth >= DEPTH_MAX) return fail(r, "U1001", node->position, (struct span){ 0 });
    r->depth++;
    if (!jstack_is_low()) {
        d.node = resolve_here(r, node);
    } else if (!jstack_run(resolve_deeper, &d)) {
        d.node = fail(r, "U1001", node->position, (struct span){ 0 });
    }
    r->depth--;
    return d.node;
}

struct jnode *jresolve(struct arena *a, struct jnode *tree, jbuiltin_finder *find, struct jfault *fault)
{
    struct resolver r = { .arena = a, .find = find, .fault = fault };
    struct jnode *resolved = resolve(&r, tree);

    if (resolved && (resolved->kind == N_PARENT || resolved->seeking.count))
        return fail(&r, "S0217", resolved->position, resolved->text);
    return resolved;
}
