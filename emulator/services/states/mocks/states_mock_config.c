/* Checking a mock configuration, so that a mistake shows when the program starts and not in the middle of a test; and
 * looking things up in it. */
#include "emulator/services/states/mocks/states_mock_config.h"

#include <stdarg.h>

#include "emulator/base/json.h"

struct reader {
    struct arena *arena;
    struct doc *config;
    const char *why; /* the first mistake; NULL: none */
};

static bool wrong(struct reader *r, const char *place, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool wrong(struct reader *r, const char *place, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    r->why = arena_printf(r->arena, "%s: %s", place, arena_vprintf(r->arena, format, args));
    va_end(args);
    return false;
}

static const char *below(struct reader *r, const char *place, struct span name)
{
    return arena_printf(r->arena, "%s.%.*s", place, SPAN_ARG(name));
}

static bool is_object(struct reader *r, const struct doc *d, const char *place)
{
    return doc_is(d, DOC_MAP) || wrong(r, place, d ? "must be an object" : "is missing");
}

/* No members but these. */
static bool members_known(struct reader *r, const struct doc *d, const char *place, const char *one, const char *other)
{
    for (uint32_t i = 0; i < d->map.count; i++) {
        struct span name = d->map.members[i].name;

        if (!span_is(name, one) && !span_is(name, other))
            return wrong(r, place, "'%.*s' is not known here, only '%s' and '%s' are", SPAN_ARG(name), one, other);
    }
    return true;
}

/* --- responses ---------------------------------------------------------------------------------------------------- */

static bool range_read(struct span name, int64_t *first, int64_t *last)
{
    size_t dash = span_find(name, '-');

    if (!span_int(span_sub(name, 0, dash), first) || *first < 0) return false;
    *last = *first;
    if (dash == name.size) return true;
    return span_int(span_sub(name, dash + 1, SIZE_MAX), last) && *last >= *first;
}

static bool throw_check(struct reader *r, const struct doc *thrown, const char *place)
{
    if (!is_object(r, thrown, place) || !members_known(r, thrown, place, "Error", "Cause")) return false;
    if (!doc_is(doc_get(thrown, "Error"), DOC_STRING)) return wrong(r, place, "'Error' must be a text");
    if (doc_get(thrown, "Cause") && !doc_is(doc_get(thrown, "Cause"), DOC_STRING))
        return wrong(r, place, "'Cause' must be a text");
    return true;
}

static bool step_check(struct reader *r, const struct doc_member *m, const char *place)
{
    int64_t first, last;

    if (!range_read(m->name, &first, &last))
        return wrong(r, place, "a step is named by its attempt, as '0', or by several, as '1-2'");
    if (!is_object(r, m->value, place) || !members_known(r, m->value, place, "Return", "Throw")) return false;
    if (doc_count(m->value) != 1) return wrong(r, place, "must have one of 'Return' and 'Throw'");
    return !doc_get(m->value, "Throw") || throw_check(r, doc_get(m->value, "Throw"), below(r, place, SPAN("Throw")));
}

/* How many steps begin with this attempt; *next: the attempt after the last of them. */
static int steps_from(const struct doc *response, int64_t attempt, int64_t *next)
{
    int found = 0;

    for (uint32_t i = 0; i < response->map.count; i++) {
        int64_t first, last;

        if (!range_read(response->map.members[i].name, &first, &last) || first != attempt) continue;
        found++;
        *next = last + 1;
    }
    return found;
}

static bool response_check(struct reader *r, const struct doc_member *m)
{
    const char *place = below(r, "MockedResponses", m->name);
    int64_t attempt = 0;

    if (!is_object(r, m->value, place)) return false;
    if (!doc_count(m->value)) return wrong(r, place, "must have a step");
    for (uint32_t i = 0; i < m->value->map.count; i++) {
        const struct doc_member *step = &m->value->map.members[i];

        if (!step_check(r, step, below(r, place, step->name))) return false;
    }
    for (uint32_t i = 0; i < m->value->map.count; i++) {
        if (steps_from(m->value, attempt, &attempt) != 1)
            return wrong(r, place, "attempts must be numbered from 0 on, each once; no step begins with %lld",
                         (long long)attempt);
    }
    return true;
}

/* --- test cases --------------------------------------------------------------------------------------------------- */

static bool case_check(struct reader *r, const struct doc_member *m, const char *above)
{
    const char *place = below(r, above, m->name);

    if (!is_object(r, m->value, place)) return false;
    for (uint32_t i = 0; i < m->value->map.count; i++) {
        const struct doc_member *state = &m->value->map.members[i];
        struct span response = doc_text(state->value);

        if (!doc_is(state->value, DOC_STRING))
            return wrong(r, below(r, place, state->name), "must be the name of a mocked response");
        if (!doc_get_span(doc_get(r->config, "MockedResponses"), response))
            return wrong(r, below(r, place, state->name), "there is no mocked response '%.*s'", SPAN_ARG(response));
    }
    return true;
}

static bool machine_check(struct reader *r, const struct doc_member *m)
{
    const char *place = below(r, "StateMachines", m->name), *cases_place = below(r, place, SPAN("TestCases"));
    struct doc *cases = doc_get(m->value, "TestCases");

    if (!is_object(r, m->value, place) || !members_known(r, m->value, place, "TestCases", "Comment") ||
        !is_object(r, cases, cases_place))
        return false;
    for (uint32_t i = 0; i < cases->map.count; i++) {
        if (!case_check(r, &cases->map.members[i], cases_place)) return false;
    }
    return true;
}

static bool config_check(struct reader *r)
{
    struct doc *machines = doc_get(r->config, "StateMachines"), *responses = doc_get(r->config, "MockedResponses");

    if (!doc_is(r->config, DOC_MAP)) return wrong(r, "the whole", "must be an object");
    if (!members_known(r, r->config, "the whole", "StateMachines", "MockedResponses") ||
        !is_object(r, machines, "StateMachines") || !is_object(r, responses, "MockedResponses"))
        return false;
    for (uint32_t i = 0; i < responses->map.count; i++) {
        if (!response_check(r, &responses->map.members[i])) return false;
    }
    for (uint32_t i = 0; i < machines->map.count; i++) {
        if (!machine_check(r, &machines->map.members[i])) return false;
    }
    return true;
}

struct doc *states_mock_config_read(struct arena *a, struct span text, const char **why)
{
    struct json_error error = { 0 };
    struct reader r = { .arena = a, .config = json_parse(a, text, &error) };
    size_t line = 1;

    for (size_t i = 0; i < error.offset && i < text.size; i++) line += text.data[i] == '\n';
    if (!r.config) *why = arena_printf(a, "line %zu: this is not JSON: %s", line, error.reason);
    if (!r.config) return NULL;
    if (config_check(&r)) return r.config;
    *why = r.why;
    return NULL;
}

/* --- looking up --------------------------------------------------------------------------------------------------- */

struct doc *states_mock_config_case(const struct doc *config, struct span machine, struct span test_case)
{
    return doc_get_span(doc_get(doc_get_span(doc_get(config, "StateMachines"), machine), "TestCases"), test_case);
}

struct doc *states_mock_config_response(const struct doc *config, const struct doc *test_case, struct span state)
{
    struct doc *name = doc_get_span(test_case, state);

    return name ? doc_get_span(doc_get(config, "MockedResponses"), doc_text(name)) : NULL;
}

struct doc *states_mock_config_step(const struct doc *response, int64_t attempt)
{
    for (uint32_t i = 0; response && i < response->map.count; i++) {
        int64_t first, last;

        if (range_read(response->map.members[i].name, &first, &last) && attempt >= first && attempt <= last)
            return response->map.members[i].value;
    }
    return NULL;
}
