/* Walking over the matches of a regular expression, or of a function that stands for one. */
#include "emulator/asl/jsonata/library/jsonata_matcher.h"
#include "emulator/asl/jsonata/run/jsonata_call.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

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
    struct regex_match found;
    int result;

    if (r->failed || jrun_check(r)) return -1;
    if (m->pattern.function->kind != JF_REGEX) return next_of_function(r, m, match);
    result = jmatch_next(r, m->pattern.function->regex, m->subject, m->at, !m->started, &found);
    m->started = true;
    if (result <= 0) return result;
    m->at = found.end;
    match->start = found.start;
    match->end = found.end;
    match->text = span_sub(m->subject, found.start, found.end - found.start);
    match->groups = jmatch_groups(r, &found);
    return 1;
}
