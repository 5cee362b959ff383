/* Matches of regular expressions as the language's functions see them. */
#include "emulator/asl/jsonata/run/jsonata_matches.h"

#include "emulator/asl/jsonata/syntax/jsonata_regex.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

struct jval jmatch_groups(struct jrun *r, const struct regex_match *match)
{
    struct jarray *groups = jarray_new(r->arena, match->group_count);

    for (uint32_t i = 0; i < match->group_count; i++)
        jarray_push(r->arena, groups, match->groups[i].data ? jstring(match->groups[i]) : jundefined());
    return jarray_value(groups);
}

int jmatch_next(struct jrun *r, const void *regex, struct span subject, size_t from, bool is_first,
                struct regex_match *match)
{
    int found = is_first || from < subject.size ? regex_match(regex, subject, from, match) : 0;

    if (found > 0 && match->start == match->end && !is_first) jfail_value(r, "D1004", jundefined());
    if (found < 0) jfail_limit(r, LIMIT_TIME);
    return r->failed ? -1 : found;
}

struct jval jmatch_value(struct jrun *r, const void *regex, struct jval subject, size_t from, bool is_first)
{
    struct regex_match match;
    struct span text = jtext(subject);
    struct jobject *object;

    if (subject.kind != J_STRING || jmatch_next(r, regex, text, from, is_first, &match) <= 0) return jundefined();
    object = jobject_new(r->arena);
    jobject_put(r->arena, object, SPAN("match"), jstring(span_sub(text, match.start, match.end - match.start)));
    jobject_put(r->arena, object, SPAN("start"), jnumber((double)jtext_units(span_sub(text, 0, match.start))));
    jobject_put(r->arena, object, SPAN("end"), jnumber((double)jtext_units(span_sub(text, 0, match.end))));
    jobject_put(r->arena, object, SPAN("groups"), jmatch_groups(r, &match));
    jobject_put(r->arena, object, SPAN("next"),
                jfunction_value(r, (struct jfunction){
                                       .kind = JF_NEXT_MATCH, .regex = regex, .input = subject, .from = match.end }));
    return jobject_value(object);
}
