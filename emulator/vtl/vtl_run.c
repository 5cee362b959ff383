/* Running blocks: what a template is made of, one after the other. */
#include "emulator/vtl/vtl_apply.h"
#include "emulator/vtl/vtl_evaluate.h"

static enum vtl_flow run_block(struct vtl_run *r, const struct vtl_node *block);

/* --- #define: a block that is printed where its name is ----------------------------------------------------------- */

struct defined {
    struct vtl_run *run;
    const struct vtl_node *block;
};

static void print_defined(const struct vtl_object *o, struct buf *out)
{
    struct defined *d = o->self;
    struct vtl_run *r = d->run;
    struct buf *before = r->out;

    if (++r->blocks > VTL_BLOCKS_MAX) vtl_run_fail(r, d->block->at, "blocks print one another without end");
    r->out = out;
    if (!r->reason) run_block(r, d->block);
    r->out = before;
    r->blocks--;
}

static void run_define(struct vtl_run *r, const struct vtl_node *n)
{
    static const struct vtl_class class = { .print = print_defined };
    struct defined *d = ARENA_NEW(r->world.arena, struct defined);

    *d = (struct defined){ r, n->right };
    doc_put_span(r->world.names, n->text,
                 n->right ? vtl_object_new(r->world.arena, &class, d) : doc_string(r->world.arena, SPAN("")));
}

/* --- #foreach ----------------------------------------------------------------------------------------------------- */

/* $foreach, while its loop runs. */
struct loop {
    size_t index, count;
    struct doc *parent; /* the loop around it; NULL when there is none */
};

static struct doc *loop_get(const struct vtl_object *o, struct arena *a, struct span name)
{
    struct loop *l = o->self;
    struct doc *top = l->parent;

    if (span_is(name, "index")) return doc_int(a, (int64_t)l->index);
    if (span_is(name, "count")) return doc_int(a, (int64_t)l->index + 1);
    if (span_is(name, "hasNext")) return doc_bool(a, l->index + 1 < l->count);
    if (span_is(name, "first")) return doc_bool(a, l->index == 0);
    if (span_is(name, "last")) return doc_bool(a, l->index + 1 == l->count);
    if (span_is(name, "parent")) return l->parent;
    if (!span_is(name, "topmost")) return NULL;
    while (top && ((struct loop *)vtl_object_of(top)->self)->parent)
        top = ((struct loop *)vtl_object_of(top)->self)->parent;
    return top;
}

/* getIndex(), isLast(), hasNext() and their like. */
static struct doc *loop_call(const struct vtl_object *o, struct vtl_call *c)
{
    struct span name = c->method;
    char first;

    if (c->count) return NULL;
    if (span_is(name, "hasNext")) return loop_get(o, c->arena, name);
    if (span_starts(name, "get")) name = span_sub(name, 3, SIZE_MAX);
    else if (span_starts(name, "is")) name = span_sub(name, 2, SIZE_MAX);
    else return NULL;
    if (!name.size) return NULL;
    first = (char)(name.data[0] | 32);
    return loop_get(o, c->arena, arena_format(c->arena, "%c%.*s", first, SPAN_ARG(span_sub(name, 1, SIZE_MAX))));
}

static const struct vtl_class loop_class = { .get = loop_get, .call = loop_call };

static const char *const loop_names[] = { "foreach", "velocityCount", "velocityHasNext", NULL };

#define LOOP_NAMES 4 /* with the item's */

static struct span loop_name(const struct vtl_node *n, int i)
{
    return loop_names[i] ? span_of(loop_names[i]) : n->text;
}

/* AWS: null cannot be the value of a name. */
static void put_name(struct doc *names, struct span name, struct doc *value)
{
    if (vtl_is_null(value)) doc_remove(names, name);
    else doc_put_span(names, name, value);
}

static enum vtl_flow run_turns(struct vtl_run *r, const struct vtl_node *n, struct doc *items, struct loop *l,
                               struct doc *foreach)
{
    struct doc *names = r->world.names;
    enum vtl_flow flow = VTL_GO_ON;

    for (l->index = 0; l->index < l->count && l->index < VTL_LOOPS_MAX && flow == VTL_GO_ON; l->index++) {
        put_name(names, SPAN("foreach"), foreach);
        put_name(names, SPAN("velocityCount"), doc_int(r->world.arena, (int64_t)l->index + 1));
        put_name(names, SPAN("velocityHasNext"), doc_bool(r->world.arena, l->index + 1 < l->count));
        put_name(names, n->text, doc_at(items, l->index));
        flow = run_block(r, n->right);
    }
    return flow == VTL_GO_OUT ? VTL_GO_ON : flow;
}

static enum vtl_flow run_foreach(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *items = vtl_items(r, vtl_value(r, n->left)), *names = r->world.names, *before[LOOP_NAMES];
    struct loop *l = ARENA_NEW(r->world.arena, struct loop);
    struct doc *foreach = vtl_object_new(r->world.arena, &loop_class, l);
    const struct vtl_object *outer;
    enum vtl_flow flow;

    if (r->reason) return VTL_END;
    for (int i = 0; i < LOOP_NAMES; i++) before[i] = doc_get_span(names, loop_name(n, i));
    outer = vtl_object_of(before[0]);
    *l = (struct loop){ .count = doc_count(items), .parent = outer && outer->class == &loop_class ? before[0] : NULL };
    flow = run_turns(r, n, items, l, foreach);
    for (int i = 0; i < LOOP_NAMES; i++) put_name(names, loop_name(n, i), before[i]);
    return flow;
}

/* --- the others --------------------------------------------------------------------------------------------------- */

static void print_slashes(struct vtl_run *r, uint32_t count)
{
    while (count--) buf_add_char(r->out, '\\');
}

/* Values that are printed at once need no text of their own. */
static void print_reference(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *value;

    print_slashes(r, n->slashes);
    if (n->is_escaped) {
        buf_add_span(r->out, n->image);
        return;
    }
    value = vtl_value(r, n);
    if (!r->reason && value) vtl_print(r->out, value, r->world.json);
}

static void run_set(struct vtl_run *r, const struct vtl_node *n)
{
    struct doc *value = vtl_value(r, n->right);

    if (!r->reason && !vtl_is_null(value)) vtl_assign(r, n->left, value);
}

static enum vtl_flow run_if(struct vtl_run *r, const struct vtl_node *n)
{
    for (; n; n = n->other) {
        bool holds = !n->left || vtl_holds(r, n->left);

        if (r->reason) return VTL_END;
        if (holds) return run_block(r, n->right);
    }
    return VTL_GO_ON;
}

static enum vtl_flow run_node(struct vtl_run *r, const struct vtl_node *n)
{
    switch (n->kind) {
    case VTL_TEXT: buf_add_span(r->out, n->text); break;
    case VTL_REFERENCE: print_reference(r, n); break;
    case VTL_SET: run_set(r, n); break;
    case VTL_IF: return run_if(r, n);
    case VTL_FOREACH: return run_foreach(r, n);
    case VTL_DEFINE: run_define(r, n); break;
    case VTL_BREAK: return VTL_GO_OUT;
    default: return VTL_END;
    }
    return VTL_GO_ON;
}

static enum vtl_flow run_block(struct vtl_run *r, const struct vtl_node *block)
{
    for (const struct vtl_node *n = block; n; n = n->next) {
        enum vtl_flow flow = run_node(r, n);

        if (flow != VTL_GO_ON) return flow;
        if (!vtl_run_spend(r, n->at, 0)) return VTL_END;
    }
    return VTL_GO_ON;
}

bool vtl_run(const struct vtl *template, const struct vtl_world *world, struct vtl_error *error)
{
    struct vtl_run r = { .template = template, .world = *world, .out = world->out, .held = world->arena->total };

    r.block = run_block;
    run_block(&r, template->block);
    if (!r.reason) return true;
    vtl_place(template->text, r.at, error);
    error->reason = r.reason;
    return false;
}
