/* What a JSONata expression refers to although Step Functions has nothing there: there is no document, so neither `$`
 * nor a name stands for anything at an expression's top; inside of a path, a predicate or a sort they do. An expression
 * that is nested deeper than DEPTH_MAX is looked through no further. */
#include "emulator/asl/expression/asl_query.h"

#include "emulator/asl/jsonata/library/jsonata_library.h"

#define DEPTH_MAX 300

struct walk {
    struct asl_query_references *found;
    int depth;
};

static void visit(struct walk *w, const struct jnode *node, bool has_document);

static void told(struct walk *w, struct span name)
{
    struct asl_query_references *f = w->found;

    for (uint32_t i = 0; i < f->count; i++) {
        if (span_eq(f->names[i], name)) return;
    }
    if (f->count < ASL_QUERY_REFERENCES_MAX) f->names[f->count++] = name;
}

static void visit_all(struct walk *w, struct jnode *const *list, uint32_t count, bool has_document)
{
    for (uint32_t i = 0; i < count; i++) visit(w, list[i], has_document);
}

static void visit_stages(struct walk *w, const struct jstages *stages)
{
    for (uint32_t i = 0; i < stages->count; i++) visit(w, stages->items[i].filter, true);
}

static bool is_error_output(const struct jnode *path)
{
    return path->count > 1 && path->list[0]->kind == N_VARIABLE && span_is(path->list[0]->text, "states") &&
           path->list[1]->kind == N_NAME && span_is(path->list[1]->text, "errorOutput");
}

/* Only the first step of a path stands where the path does. */
static void visit_path(struct walk *w, const struct jnode *path, bool has_document)
{
    if (is_error_output(path)) w->found->has_error_output = true;
    for (uint32_t i = 0; i < path->count; i++) visit(w, path->list[i], has_document || i > 0);
}

static void visit(struct walk *w, const struct jnode *node, bool has_document)
{
    if (!node || w->depth == DEPTH_MAX) return;
    w->depth++;
    switch (node->kind) {
    case N_NAME:
        if (!has_document) told(w, node->text);
        break;
    case N_WILDCARD:
    case N_DESCENDANTS:
        if (!has_document) told(w, node->kind == N_WILDCARD ? SPAN("*") : SPAN("**"));
        break;
    case N_VARIABLE:
        if (span_is(node->text, "$")) w->found->has_root = true;
        else if (!node->text.size && !has_document) told(w, SPAN("$"));
        break;
    case N_PATH: visit_path(w, node, has_document); break;
    case N_SORT: visit_all(w, node->list, node->count, true); break;
    case N_LAMBDA: visit(w, node->left, has_document); break;
    case N_TRANSFORM:
        visit(w, node->left, true);
        visit(w, node->right, true);
        visit(w, node->other, true);
        break;
    default:
        visit(w, node->left, has_document);
        visit(w, node->right, has_document);
        visit(w, node->other, has_document);
        visit_all(w, node->list, node->count, has_document);
    }
    visit_stages(w, &node->predicates);
    visit_stages(w, &node->stages);
    if (node->group) visit_all(w, node->group->list, node->group->count, true);
    w->depth--;
}

void asl_query_references_find(struct arena *a, struct span text, struct asl_query_references *found)
{
    struct jfault fault = { 0 };
    struct walk w = { found, 0 };
    struct jnode *tree = jparse(a, text, &fault);

    if (tree) tree = jresolve(a, tree, jbuiltin_find, &fault);
    if (tree) visit(&w, tree, false);
}
