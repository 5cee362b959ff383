/* Event source mappings. AWS: a change takes a while, which the answer's State tells (Creating, Updating, Enabling,
 * Disabling, Deleting); here it is done with the answer. Faults are as recorded of AWS in 2025. */
#include "emulator/services/lambda/lambda_sources.h"

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_source_origin.h"
#include "emulator/services/lambda/lambda_source_pollers.h"
#include "emulator/services/lambda/lambda_source_settings.h"

#define LIST_MAX 100

void lambda_ask_source(struct call *c)
{
    ask_for(c, arn_own(c, "lambda", "event-source-mapping:%.*s", SPAN_ARG(doc_get_str(c->in, "UUID"))));
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static const char *state_of(const struct lambda_source *s)
{
    return s->is_enabled ? "Enabled" : "Disabled";
}

static void put_source(struct call *c, struct doc *out, const struct lambda_source *s, const char *state)
{
    bool is_queue = lambda_source_kind_of(s) == LAMBDA_SOURCE_QUEUE;

    for (size_t i = 0; i < doc_count(s->config); i++)
        doc_put_span(out, s->config->map.members[i].name, s->config->map.members[i].value);
    doc_put_str(out, "UUID", s->uuid);
    doc_put_str(out, "EventSourceArn", s->arn);
    doc_put_str(out, "EventSourceMappingArn",
                arn_make(&c->arena, "lambda", s->region, s->account, "event-source-mapping:%.*s", SPAN_ARG(s->uuid)));
    doc_put_str(out, "FunctionArn", lambda_source_function_arn(&c->arena, s));
    doc_put_int(out, "LastModified", s->modified_ms);
    doc_put_str(out, "LastProcessingResult", s->result);
    doc_put_cstr(out, "State", state);
    doc_put_cstr(out, "StateTransitionReason", is_queue ? "USER_INITIATED" : "User action");
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static int source_require(struct call *c, struct lambda_source *s)
{
    if (lambda_source_find(c->db, &c->arena, span_of(c->who.account), span_of(c->who.region),
                           doc_get_str(c->in, "UUID"), s))
        return 0;
    return fault(c, &lambda_resource_not_found, "The resource you requested does not exist.");
}

/* The function that the input names becomes the mapping's. */
static int function_require(struct call *c, struct lambda_source *s, struct lambda_function *f)
{
    struct lambda_name n = { s->account, s->region, s->function, s->qualifier };

    if (doc_get(c->in, "FunctionName")) {
        lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), &n);
        s->function = n.name;
        s->qualifier = n.qualifier.data ? n.qualifier : SPAN("");
    }
    if (span_eq(n.account, s->account) && span_eq(n.region, s->region) &&
        lambda_name_resolve(c->db, &c->arena, &n, LAMBDA_FIRST, f))
        return 0;
    return fault(c, &lambda_invalid_parameter_value, "Function does not exist");
}

static bool is_same(const struct lambda_source *a, const struct lambda_source *b)
{
    return a->id != b->id && span_eq(a->arn, b->arn) && span_eq(a->function, b->function) &&
           span_eq(a->qualifier, b->qualifier);
}

static int other_refuse(struct call *c, const struct lambda_source *s, const struct lambda_source *other)
{
    const char *words = lambda_source_kind_of(s) == LAMBDA_SOURCE_QUEUE
                            ? "An event source mapping with SQS arn (\" %.*s \") and function (\" %.*s \") already "
                              "exists. Please update or delete the existing mapping with UUID %.*s"
                            : "The event source arn (\" %.*s \") and function (\" %.*s \") provided mapping already "
                              "exists. Please update or delete the existing mapping with UUID %.*s";

    return fault(c, &lambda_resource_conflict, words, SPAN_ARG(s->arn), SPAN_ARG(s->function), SPAN_ARG(other->uuid));
}

static int others_check(struct call *c, const struct lambda_source *s)
{
    for (struct rows *r = lambda_sources_after(c->db, s->account, s->region, 0); rows_next(r);) {
        struct lambda_source other;

        lambda_source_read(r, &c->arena, &other);
        if (!is_same(s, &other)) continue;
        rows_close(r);
        return other_refuse(c, s, &other);
    }
    return 0;
}

/* --- a stream's lanes --------------------------------------------------------------------------------------------- */

/* What is behind comes first; what has not begun, before all. */
static bool is_behind(const struct stream_position *a, const struct stream_position *b)
{
    return !a->number.size || (b->number.size && span_compare(a->number, b->number) < 0);
}

/* Where there are more or fewer lanes than before, all go on where the last one is. */
static void lanes_set(struct call *c, const struct lambda_source *s, bool is_new)
{
    struct stream_position at[STREAM_LANES_MAX];
    int lanes = (int)doc_get_int(s->config, "ParallelizationFactor", 1), there = 0, last = 0;

    if (lambda_source_kind_of(s) != LAMBDA_SOURCE_STREAM) return;
    if (!is_new) there = lambda_source_positions(c->db, &c->arena, s->id, at);
    if (there == lanes) return;
    if (is_new) lambda_source_position_begin(c, s, &at[0]);
    for (int i = 1; i < there; i++)
        if (is_behind(&at[i], &at[last])) last = i;
    at[0] = at[last];
    at[0].edition++;
    for (int i = 1; i < lanes; i++) at[i] = at[0];
    lambda_source_positions_put(c, s->id, at, lanes);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

/* One that reads nothing any more may have lost its source. */
static int source_check(struct call *c, struct lambda_source *s)
{
    struct lambda_function f;

    if (lambda_source_settings_write(c, s) || function_require(c, s, &f)) return -1;
    if ((s->is_enabled || !s->id) && lambda_source_origin_check(c, s, &f)) return -1;
    return others_check(c, s);
}

int lambda_create_event_source_mapping(struct call *c)
{
    struct lambda_source s = { .account = span_of(c->who.account),
                               .region = span_of(c->who.region),
                               .arn = doc_get_str(c->in, "EventSourceArn"),
                               .endpoint = c->endpoint,
                               .is_enabled = doc_get_bool(c->in, "Enabled", true),
                               .tags = doc_get(c->in, "Tags"),
                               .modified_ms = c->now_ms };
    char uuid[37];

    if (lambda_source_kind_check(c) || source_check(c, &s)) return -1;
    uuid_new(uuid);
    s.uuid = span_of(uuid);
    if (lambda_source_kind_of(&s) == LAMBDA_SOURCE_STREAM) s.result = SPAN("No records processed");
    lambda_source_insert(c, &s);
    lanes_set(c, &s, true);
    lambda_source_follow(c, &s);
    put_source(c, c->out, &s, s.is_enabled ? "Creating" : state_of(&s));
    return 0;
}

int lambda_get_event_source_mapping(struct call *c)
{
    struct lambda_source s;

    if (source_require(c, &s)) return -1;
    put_source(c, c->out, &s, state_of(&s));
    return 0;
}

static const char *state_on_the_way(const struct lambda_source *s, bool was_enabled)
{
    if (s->is_enabled == was_enabled) return s->is_enabled ? "Updating" : "Disabled";
    return s->is_enabled ? "Enabling" : "Disabling";
}

int lambda_update_event_source_mapping(struct call *c)
{
    struct lambda_source s;
    bool was_enabled;

    if (source_require(c, &s)) return -1;
    was_enabled = s.is_enabled;
    s.is_enabled = doc_get_bool(c->in, "Enabled", s.is_enabled);
    s.modified_ms = c->now_ms;
    s.endpoint = c->endpoint;
    if (source_check(c, &s)) return -1;
    lambda_source_update(c, &s);
    lanes_set(c, &s, false);
    lambda_source_follow(c, &s);
    put_source(c, c->out, &s, state_on_the_way(&s, was_enabled));
    return 0;
}

int lambda_delete_event_source_mapping(struct call *c)
{
    struct lambda_source s;

    if (source_require(c, &s)) return -1;
    lambda_source_delete(c, s.id);
    lambda_source_unfollow(c, &s);
    put_source(c, c->out, &s, "Deleting");
    return 0;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static bool is_listed(struct call *c, const struct lambda_source *s)
{
    struct span source = doc_get_str(c->in, "EventSourceArn"), name = doc_get_str(c->in, "FunctionName");
    struct lambda_name n;

    if (source.data && !span_eq(source, s->arn)) return false;
    if (!name.data) return true;
    lambda_name_parse(c, name, &n);
    return span_eq(n.name, s->function) && (!n.qualifier.size || span_eq(n.qualifier, s->qualifier));
}

int lambda_list_event_source_mappings(struct call *c)
{
    int64_t size = doc_get_int(c->in, "MaxItems", LIST_MAX), after, last = 0;
    struct doc *list = doc_put_list(c->out, "EventSourceMappings");

    if (!page_after_number(c, "Marker", &after)) return fault(c, &lambda_invalid_parameter_value, "Invalid marker");
    if (size > LIST_MAX) size = LIST_MAX;
    for (struct rows *r = lambda_sources_after(c->db, span_of(c->who.account), span_of(c->who.region), after);
         rows_next(r);) {
        struct lambda_source s;

        lambda_source_read(r, &c->arena, &s);
        if (!is_listed(c, &s)) continue;
        if ((int64_t)doc_count(list) == size) {
            rows_close(r);
            page_continue_number(c, "NextMarker", last);
            break;
        }
        put_source(c, doc_append_map(list), &s, state_of(&s));
        last = s.id;
    }
    return 0;
}
