/* A node for each part of a path that some resource has. A look-up tries the literal child, then the variable one, and
 * goes back where what is below has no such method; each node is met once at most. */
#include "emulator/core/routes.h"

#include <stdlib.h>

struct routes_node {
    struct span part;              /* a literal's */
    struct routes_node **literals; /* by their parts */
    size_t literal_count, literal_room;
    struct routes_node *variable, *greedy;
    const struct doc *resource; /* that ends here, or NULL */
};

static bool is_variable(struct span part)
{
    return span_starts(part, "{") && span_ends(part, "}");
}

static bool is_greedy(struct span part)
{
    return is_variable(part) && span_ends(part, "+}");
}

/* The next part of a path; false behind the last one. */
static bool part_take(struct span *rest, struct span *part)
{
    if (!span_starts(*rest, "/") || rest->size == 1) return false;
    *rest = span_sub(*rest, 1, SIZE_MAX);
    *part = span_sub(*rest, 0, span_find(*rest, '/'));
    *rest = span_sub(*rest, part->size, SIZE_MAX);
    return true;
}

static struct span without_end(struct span path)
{
    while (path.size > 1 && path.data[path.size - 1] == '/') path.size--;
    return path;
}

/* --- compiling ---------------------------------------------------------------------------------------------------- */

/* Where a literal child is, or would be. */
static size_t literal_place(const struct routes_node *n, struct span part, bool *found)
{
    size_t low = 0, high = n->literal_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = span_compare(n->literals[middle]->part, part);
        if (order == 0) return *found = true, middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    *found = false;
    return low;
}

static void literals_grow(struct arena *a, struct routes_node *n)
{
    struct routes_node **more;

    if (n->literal_count < n->literal_room) return;
    n->literal_room = n->literal_room ? n->literal_room * 2 : 4;
    more = ARENA_ARRAY(a, struct routes_node *, n->literal_room);
    if (n->literal_count) memcpy(more, n->literals, n->literal_count * sizeof *more);
    n->literals = more;
}

static struct routes_node *literal_child(struct arena *a, struct routes_node *n, struct span part)
{
    struct routes_node *child;
    bool found;
    size_t at = literal_place(n, part, &found);

    if (found) return n->literals[at];
    literals_grow(a, n);
    memmove(n->literals + at + 1, n->literals + at, (n->literal_count - at) * sizeof(struct routes_node *));
    child = ARENA_NEW(a, struct routes_node);
    child->part = part;
    n->literals[at] = child;
    n->literal_count++;
    return child;
}

static struct routes_node *child_of(struct arena *a, struct routes_node *n, struct span part)
{
    struct routes_node **place = is_greedy(part) ? &n->greedy : &n->variable;

    if (!is_variable(part)) return literal_child(a, n, part);
    if (!*place) *place = ARENA_NEW(a, struct routes_node);
    return *place;
}

static void resource_add(struct arena *a, struct routes_node *n, const struct doc *resource)
{
    struct span rest = doc_get_str(resource, "path"), part;

    for (int depth = 0; part_take(&rest, &part); depth++) {
        if (depth == ROUTES_DEPTH_MAX) return;
        n = child_of(a, n, part);
    }
    if (!n->resource) n->resource = resource;
}

void routes_compile(struct arena *a, const struct doc *resources, struct routes *routes)
{
    routes->root = ARENA_NEW(a, struct routes_node);
    for (size_t i = 0; i < doc_count(resources); i++) resource_add(a, routes->root, doc_at(resources, i));
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static bool method_find(const struct doc *resource, struct span name, struct routes_match *match)
{
    const struct doc *methods = doc_get(resource, "resourceMethods"), *method = doc_get_span(methods, name);

    if (!method) method = doc_get(methods, "ANY"), name = SPAN("ANY");
    if (!method) return false;
    *match = (struct routes_match){ resource, method, name };
    return true;
}

static bool find(const struct routes_node *n, struct span method, struct span rest, struct routes_match *match)
{
    struct span whole = rest, part;
    bool found;
    size_t at;

    if (!part_take(&rest, &part)) return n->resource && method_find(n->resource, method, match);
    at = literal_place(n, part, &found);
    if (found && find(n->literals[at], method, rest, match)) return true;
    if (n->variable && part.size && find(n->variable, method, rest, match)) return true;
    return n->greedy && n->greedy->resource && whole.size > 1 && method_find(n->greedy->resource, method, match);
}

bool routes_find(const struct routes *routes, struct span method, struct span path, struct routes_match *match)
{
    return find(routes->root, method, without_end(path), match);
}

struct doc *routes_variables(struct arena *a, struct span resource_path, struct span path)
{
    struct doc *variables = doc_map(a);
    struct span part, value;

    path = without_end(path);
    while (part_take(&resource_path, &part)) {
        struct span whole = path;
        if (!part_take(&path, &value)) break;
        if (is_greedy(part))
            doc_put_span(variables, span_sub(part, 1, part.size - 3), doc_string(a, span_sub(whole, 1, SIZE_MAX)));
        else if (is_variable(part)) doc_put_span(variables, span_sub(part, 1, part.size - 2), doc_string(a, value));
    }
    return variables;
}
