/* Parallel and Map: starting children, collecting their results, and failing with the first that fails.
 *
 * A child's first event follows the parent's latest; when a child ends, the parent's next event follows the child's last. So an iteration that starts
 * when another has ended follows it, as AWS has it.
 */
#include "emulator/asl/asl_query.h"
#include "emulator/asl/asl_run.h"

static void event_aside(struct asl_execution *x, int64_t previous, const char *type)
{
    event_open(x, previous, type);
    buf_add_char(&x->history, '}');
}

static void event_iteration(struct asl_execution *x, int64_t previous, const char *how, const struct asl_branch *child)
{
    event_open(x, previous, arena_printf(&x->arena, "MapIteration%s", how));
    event_details(x, arena_printf(&x->arena, "mapIteration%sEventDetails", how));
    event_int(x, "index", child->index);
    event_text(x, "name", child->parent->state->name);
    event_close(x);
}

static bool is_map(const struct asl_branch *b)
{
    return b->state->type == ASL_MAP;
}

static void join_finish(struct asl_execution *x, struct asl_branch *b)
{
    struct buf text = { 0 };
    struct span output;

    buf_add_char(&text, '[');
    for (uint32_t i = 0; i < b->child_count; i++) {
        if (i) buf_add_char(&text, ',');
        buf_add_span(&text, asl_payload_as_text(&b->results[i], &x->arena));
    }
    buf_add_char(&text, ']');
    output = arena_span(&x->arena, buf_span(&text));
    buf_release(&text);
    event_aside(x, b->previous, is_map(b) ? "MapStateSucceeded" : "ParallelStateSucceeded");
    b->decided = b->previous;
    state_complete(x, b, asl_payload_text(output));
}

/* AWS: an item is selected in the Map's own scope, with the item in the Context object. */
static bool item_query(struct asl_execution *x, struct asl_branch *b, struct asl_branch *child)
{
    struct scope_of_branch who;
    struct asl_scope s;
    struct doc *made;

    scope_open(&s, &who, x, child, asl_payload_as_doc(&b->input, &x->arena));
    made = asl_query_value(b->state->query.selector, &s);
    if (made) child->input = asl_payload_doc(made);
    else state_fail_runtime(x, b, &s.error);
    return made != NULL;
}

/* The iteration's input: the item, or what ItemSelector makes of it. False: the state has failed. */
static bool item_select(struct asl_execution *x, struct asl_branch *b, struct asl_branch *child, struct doc *input)
{
    struct scope_of_branch who;
    struct asl_scope scope;
    struct doc *made;

    child->input = child->item;
    if (b->state->query.selector) return item_query(x, b, child);
    if (!b->state->parameters) return true;
    scope_open(&scope, &who, x, child, input);
    made = asl_template_value(b->state->parameters, &scope);
    if (made) child->input = asl_payload_doc(made);
    else state_fail_runtime(x, b, &scope.error);
    return made != NULL;
}

static bool child_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective)
{
    uint32_t index = b->started;
    struct asl_branch *child = branch_new(x, b, b->state->branches[is_map(b) ? 0 : index], index);

    child->previous = b->previous;
    if (is_map(b)) {
        child->item = asl_payload_doc(doc_at(asl_payload_as_doc(&b->items, &x->arena), index));
        if (!item_select(x, b, child, b->state->parameters ? asl_payload_as_doc(effective, &x->arena) : NULL))
            return false;
        event_iteration(x, child->previous, "Started", child);
        child->previous = x->last_event;
    } else {
        child->input = *effective;
    }
    child->state = child->machine->start;
    b->children[index] = child;
    b->started++;
    branch_ready(x, child);
    return true;
}

/* Starts as many children as may run at once. */
static void children_start(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload effective = { 0 };
    int64_t most = is_map(b) ? b->concurrency : b->child_count;

    if (b->started == b->child_count) return;
    if ((!is_map(b) || b->state->parameters) && !state_input(x, b, &effective)) return;
    if (!is_map(b) && (b->parameters.text.data || b->parameters.doc)) effective = b->parameters;
    while (b->started < b->child_count && b->started - b->ended < most) {
        if (!child_start(x, b, &effective)) return;
    }
}

/* A number, or a text of one: AWS takes both here. */
static bool integer_read(const struct doc *d, int64_t *value)
{
    if (doc_is(d, DOC_INT)) *value = d->integer;
    return doc_is(d, DOC_INT) || (doc_is(d, DOC_STRING) && span_int(doc_text(d), value));
}

/* The items of a JSONata Map: those of Items, or its input. */
static struct doc *items_query(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_error e = { .name = SPAN("States.QueryEvaluationError") };
    struct doc *items;

    if (b->state->query.items) return query_value(x, b, b->state->query.items, "array");
    items = asl_payload_as_doc(&b->input, &x->arena);
    if (doc_is(items, DOC_LIST)) return items;
    e.cause = arena_format(&x->arena, "Map state input must be an array but was: %.*s",
                           SPAN_ARG(json_text(&x->arena, items)));
    state_fail_runtime(x, b, &e);
    return NULL;
}

static bool map_prepare_query(struct asl_execution *x, struct asl_branch *b)
{
    struct doc *items;

    b->concurrency = b->state->concurrency_max;
    if (!query_integer(x, b, b->state->query.concurrency, 0, INT32_MAX, &b->concurrency)) return false;
    if (!b->concurrency || b->concurrency > ASL_MAP_BRANCHES_MAX) b->concurrency = ASL_MAP_BRANCHES_MAX;
    if (!(items = items_query(x, b))) return false;
    b->items = asl_payload_doc(items);
    b->child_count = (uint32_t)doc_count(items);
    return true;
}

static bool map_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_state *s = b->state;
    struct doc *items = asl_payload_as_doc(input, &x->arena), *limit;
    struct scope_of_branch who;
    struct asl_scope scope;

    scope_open(&scope, &who, x, b, items);
    b->concurrency = s->concurrency_max;
    if (s->concurrency_path) {
        limit = asl_path_value(s->concurrency_path, &scope, NULL);
        if (!integer_read(limit, &b->concurrency) || b->concurrency < 0) {
            struct span shown = !limit                      ? SPAN("null")
                                : doc_is(limit, DOC_STRING) ? doc_text(limit)
                                                            : json_text(&x->arena, limit);

            state_fail_format(
                x, b, "The MaxConcurrencyPath field refers to value \"%.*s\" which is not a valid integer: %.*s",
                SPAN_ARG(shown), SPAN_ARG(s->concurrency_path->text));
            return false;
        }
    }
    if (!b->concurrency || b->concurrency > ASL_MAP_BRANCHES_MAX) b->concurrency = ASL_MAP_BRANCHES_MAX;
    if (s->items_path) items = asl_path_value(s->items_path, &scope, NULL);
    if (!doc_is(items, DOC_LIST)) {
        state_fail_format(x, b, "Reference path \"%.*s\" must point to array.",
                          SPAN_ARG(s->items_path ? s->items_path->text : SPAN("$")));
        return false;
    }
    b->items = asl_payload_doc(items);
    b->child_count = (uint32_t)doc_count(items);
    return true;
}

static bool parallel_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    struct scope_of_branch who;
    struct asl_scope scope;
    struct doc *made;

    b->child_count = b->state->branch_count;
    b->parameters = (struct asl_payload){ 0 };
    if (b->state->jsonata) {
        if (!arguments_make(x, b, &b->parameters)) return false;
        asl_payload_as_text(&b->parameters, &x->arena);
        return true;
    }
    if (!b->state->parameters) return true;
    scope_open(&scope, &who, x, b, asl_payload_as_doc(input, &x->arena));
    made = asl_template_value(b->state->parameters, &scope);
    if (made) b->parameters = asl_payload_text(json_text(&x->arena, made));
    else state_fail_runtime(x, b, &scope.error);
    return made != NULL;
}

void join_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (!(!is_map(b)          ? parallel_prepare(x, b, &input)
          : b->state->jsonata ? map_prepare_query(x, b)
                              : map_prepare(x, b, &input)))
        return;
    b->phase = PHASE_JOIN;
    b->started = b->ended = 0;
    b->children = ARENA_ARRAY(&x->arena, struct asl_branch *, b->child_count + 1);
    b->results = ARENA_ARRAY(&x->arena, struct asl_payload, b->child_count + 1);
    event_open(x, b->previous, is_map(b) ? "MapStateStarted" : "ParallelStateStarted");
    b->previous = x->last_event;
    if (is_map(b)) {
        event_details(x, "mapStateStartedEventDetails");
        event_int(x, "length", b->child_count);
        buf_add_char(&x->history, '}');
    }
    buf_add_char(&x->history, '}');
    b->decided = b->previous;
    if (b->child_count) children_start(x, b);
    else join_finish(x, b);
}

void join_child_ended(struct asl_execution *x, struct asl_branch *child, struct asl_payload output)
{
    struct asl_branch *b = child->parent;

    if (is_map(b)) event_iteration(x, child->previous, "Succeeded", child);
    b->previous = child->previous;
    b->results[child->index] = output;
    b->children[child->index] = NULL;
    b->ended++;
    if (b->ended < b->child_count) {
        children_start(x, b);
        return;
    }
    if (is_map(b)) b->previous = x->last_event; /* AWS: the end of the whole follows the last iteration's own end */
    join_finish(x, b);
}

/* Nothing below `b` runs on: whoever finds it ended leaves it alone. */
void join_abandon(struct asl_branch *b)
{
    for (uint32_t i = 0; i < b->started; i++) {
        if (!b->children[i]) continue;
        if (b->children[i]->phase == PHASE_ENDED) continue;
        if (b->children[i]->phase == PHASE_JOIN) join_abandon(b->children[i]);
        b->children[i]->left = b->children[i]->phase;
        b->children[i]->phase = PHASE_ENDED;
    }
}

void join_child_failed(struct asl_execution *x, struct asl_branch *child, struct span error, struct span cause)
{
    struct asl_branch *b = child->parent;

    if (is_map(b)) event_iteration(x, child->previous, "Failed", child);
    b->previous = child->previous;
    for (uint32_t i = 0; is_map(b) && i < b->started; i++) {
        if (b->children[i] && b->children[i] != child)
            event_iteration(x, b->children[i]->previous, "Aborted", b->children[i]);
    }
    state_fail(x, b, error, cause);
}
