/* GetExecutionHistory: an execution's events, a page at a time, forwards or backwards. A stretch's events are one
 * row. */
#include "emulator/base/json.h"
#include "emulator/services/states/api/states_executions.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/states_rules.h"

#define LIST_DEFAULT 100

/* AWS: without the data, inputs, outputs and causes are left out. */
static void data_strip(struct doc *event)
{
    static const char *const data[] = { "input",         "inputDetails",      "output",
                                        "outputDetails", "parameters",        "error",
                                        "cause",         "assignedVariables", "assignedVariablesDetails" };

    for (uint32_t i = 0; i < event->map.count; i++) {
        struct doc_member *m = &event->map.members[i];

        if (!span_ends(m->name, "EventDetails")) continue;
        for (size_t k = 0; k < sizeof data / sizeof *data; k++) doc_remove(m->value, span_of(data[k]));
    }
}

struct page {
    struct doc *events;
    int64_t from, limit;
    bool backwards, with_data, full;
    int64_t next;
};

/* Takes what belongs on the page from one stretch. */
static void page_fill(struct page *p, struct doc *stretch)
{
    size_t count = doc_count(stretch);

    for (size_t i = 0; i < count && !p->full; i++) {
        struct doc *event = doc_at(stretch, p->backwards ? count - 1 - i : i);
        int64_t id = doc_get_int(event, "id", 0);

        if (p->backwards ? id > p->from : id < p->from) continue;
        if ((int64_t)doc_count(p->events) == p->limit) {
            p->next = id;
            p->full = true;
            break;
        }
        if (!p->with_data) data_strip(event);
        doc_append(p->events, event);
    }
}

int states_get_execution_history(struct call *c)
{
    struct page p = { .events = doc_put_list(c->out, "events"), .limit = doc_get_int(c->in, "maxResults", 0) };
    struct states_execution e;
    struct rows *r;

    if (states_execution_require(c, &e)) return -1;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &p.from))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!p.limit) p.limit = LIST_DEFAULT;
    p.backwards = doc_get_bool(c->in, "reverseOrder", false);
    p.with_data = doc_get_bool(c->in, "includeExecutionData", true);
    if (!p.from) p.from = p.backwards ? INT64_MAX : 1;
    for (r = states_history(c->db, e.id, p.from, p.backwards); rows_next(r);) {
        page_fill(&p, json_parse(&c->arena, rows_copy(r, 1, &c->arena), NULL));
        if (!p.full) continue;
        rows_close(r);
        break;
    }
    if (!e.last_event) doc_append(p.events, json_parse(&c->arena, states_started_event(&c->arena, &e), NULL));
    if (p.full) doc_put_str(c->out, "nextToken", states_token_make(&c->arena, p.next));
    return 0;
}
