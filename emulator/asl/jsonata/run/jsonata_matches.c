#include "emulator/asl/jsonata/run/jsonata_matches.h"

#include "emulator/asl/jsonata/library/jsonata_regex.h"
#include "emulator/asl/jsonata/library/jsonata_text.h"

static struct jval groups_of(struct jrun *r, const struct jregex_match *match)
{
    struct jarray *groups = jarray_new(r->arena, match->group_count);

    for (uint32_t i = 0; i < match->group_count; i++)
        jarray_push(r->arena, groups, match->groups[i].data ? jstring(match->groups[i]) : jundefined());
    return jarray_value(groups);
}

/* 1, 0 or -1 as jregex_match. A match of nothing fails where it follows another: there would be no end of them. */
static int next_of_regex(struct jrun *r, const void *regex, struct span subject, size_t from, bool is_first,
                         struct jregex_match *match)
{
    int found = is_first || from < subject.size ? jregex_match(regex, subject, from, match) : 0;

    if (found > 0 && match->start == match->end && !is_first) jfail_value(r, "D1004", jundefined());
    if (found < 0) jfail_limit(r, LIMIT_TIME);
    return r->failed ? -1 : found;
}

struct jval jmatch_value(struct jrun *r, const void *regex, struct jval subject, size_t from, bool is_first)
{
    struct jregex_match match;
    struct span text = jtext(subject);
    struct jobject *object;

    if (subject.kind != J_STRING || next_of_regex(r, regex, text, from, is_first, &match) <= 0) return jundefined();
    object = jobject_new(r->arena);
    jobject_put(r->arena, object, SPAN("match"), jstring(span_sub(text, match.start, match.end - match.start)));
    jobject_put(r->arena, object, SPAN("start"), jnumber((double)jtext_units(span_sub(text, 0, match.start))));
    jobject_put(r->arena, object, SPAN("end"), jnumber((double)jtext_units(span_sub(text, 0, match.end))));
    jobject_put(r->arena, object, SPAN("groups"), groups_of(r, &match));
    jobject_put(r->arena, object, SPAN("next"),
                jfunction_value(r, (struct jfunction){
                                       .kind = JF_NEXT_MATCH, .regex = regex, .input = subject, .from = match.end }));
    return jobject_value(object);
}

/* The byte offset of so many UTF-16 units. */
static size_t offset_of_units(struct span s, double units)
{
    size_t at = 0;

    while (at < s.size && units > 0) {
        units -= (unsigned char)s.data[at] >= 0xF0 ? 2 : 1;
        at += jtext_char_size(span_sub(s, at, s.size));
    }
    return at;
}

static int next_of_function(struct jrun *r, struct jmatcher *m, struct jmatch *match)
{
    struct jval subject = jstring(m->subject), found, start, end, text;

    found = m->started ? jcall(r, m->next, NULL, 0, jundefined()) : jcall(r, m->pattern, &subject, 1, jundefined());
    m->started = true;
    if (r->failed) return -1;
    if (!jis_defined(found)) return 0;
    if (found.kind == J_OBJECT) {
        text = jobject_get(r->arena, found.object, SPAN("match"));
        start = jobject_get(r->arena, found.object, SPAN("start"));
        end = jobject_get(r->arena, found.object, SPAN("end"));
        match->groups = jobject_get(r->arena, found.object, SPAN("groups"));
        m->next = jobject_get(r->arena, found.object, SPAN("next"));
    }
    if (found.kind != J_OBJECT || (start.kind != J_NUMBER && end.kind != J_NUMBER && match->groups.kind != J_ARRAY &&
                                   m->next.kind != J_FUNCTION)) {
        jfail_value(r, "T1010", found);
        return -1;
    }
    match->text = text.kind == J_STRING ? jtext(text) : SPAN("");
    match->start = offset_of_units(m->subject, start.kind == J_NUMBER ? start.number : 0);
    match->end = offset_of_units(m->subject, end.kind == J_NUMBER ? end.number : 0);
    if (match->groups.kind != J_ARRAY) match->groups = jarray_value(jarray_new(r->arena, 0));
    return jrun_check(r) ? -1 : 1;
}

int jmatcher_next(struct jrun *r, struct jmatcher *m, struct jmatch *match)
{
    struct jregex_match found;
    int result;

    if (r->failed || jrun_check(r)) return -1;
    if (m->pattern.function->kind != JF_REGEX) return next_of_function(r, m, match);
    result = next_of_regex(r, m->pattern.function->regex, m->subject, m->at, !m->started, &found);
    m->started = true;
    if (result <= 0) return result;
    m->at = found.end;
    match->start = found.start;
    match->end = found.end;
    match->text = span_sub(m->subject, found.start, found.end - found.start);
    match->groups = groups_of(r, &found);
    return 1;
}
