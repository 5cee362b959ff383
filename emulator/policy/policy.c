/* From a document's JSON to what is matched. */
#include "emulator/policy/policy.h"

#include "emulator/base/json.h"
#include "emulator/policy/policy_some.h"

/* --- parts ------------------------------------------------------------------------------------------------------- */

/* AWS: what an ARN of fewer than six parts leaves out is a star each. */
static struct span resource_whole(struct arena *a, struct span text)
{
    size_t colons = 0;

    for (size_t i = 0; i < text.size; i++) colons += text.data[i] == ':';
    return colons == 0 || colons >= 5 || span_ends(text, "*") ? text : arena_format(a, "%.*s:*", SPAN_ARG(text));
}

static struct policy_glob *globs_compile(struct arena *a, const struct doc *d, unsigned flags)
{
    struct policy_glob *items = ARENA_ARRAY(a, struct policy_glob, policy_some_count(d) + 1);

    for (size_t i = 0; i < policy_some_count(d); i++) {
        struct span text = policy_scalar(a, policy_some_at(d, i));
        items[i] = policy_glob_compile(a, flags & GLOB_ARN ? resource_whole(a, text) : text, flags);
    }
    return items;
}

static struct policy_globs globs_of(struct arena *a, const struct doc *s, const char *name, const char *not_name,
                                    unsigned flags)
{
    const struct doc *d = doc_get(s, name);
    struct policy_globs g = { .is_negated = !d };

    if (!d) d = doc_get(s, not_name);
    if (!d) return (struct policy_globs){ 0 };
    g.items = globs_compile(a, d, flags);
    g.count = policy_some_count(d);
    return g;
}

/* --- principals -------------------------------------------------------------------------------------------------- */

static enum policy_principal_type principal_type(struct span name)
{
    return span_is(name, "AWS")         ? PRINCIPAL_AWS
           : span_is(name, "Service")   ? PRINCIPAL_SERVICE
           : span_is(name, "Federated") ? PRINCIPAL_FEDERATED
                                        : PRINCIPAL_CANONICAL;
}

static size_t principals_count(const struct doc *d)
{
    size_t count = 0;

    if (!doc_is(d, DOC_MAP)) return 1;
    for (size_t i = 0; i < d->map.count; i++) count += policy_some_count(d->map.members[i].value);
    return count;
}

static void principals_compile(struct arena *a, const struct doc *d, struct policy_statement *s)
{
    struct policy_principal *p = ARENA_ARRAY(a, struct policy_principal, principals_count(d) + 1);

    s->principals = p;
    s->principal_count = principals_count(d);
    if (!doc_is(d, DOC_MAP)) return; /* "*" */
    for (size_t i = 0; i < d->map.count; i++)
        for (size_t n = 0; n < policy_some_count(d->map.members[i].value); n++, p++) {
            p->type = principal_type(d->map.members[i].name);
            p->value = doc_text(policy_some_at(d->map.members[i].value, n));
            if (p->type == PRINCIPAL_AWS && span_is(p->value, "*"))
                *p = (struct policy_principal){ .type = PRINCIPAL_ANY };
        }
}

/* --- conditions -------------------------------------------------------------------------------------------------- */

/* AWS: variables have their meaning from version 2012-10-17 on. */
static unsigned flags_of(unsigned flags, bool has_variables)
{
    return has_variables ? flags : flags & ~(unsigned)GLOB_VARIABLES;
}

static void conditions_compile(struct arena *a, const struct doc *d, bool has_variables, struct policy_statement *s)
{
    struct policy_condition *c;
    size_t count = 0;

    for (size_t i = 0; d && i < d->map.count; i++) count += doc_count(d->map.members[i].value);
    s->condition_count = count;
    s->conditions = c = ARENA_ARRAY(a, struct policy_condition, count + 1);
    for (size_t i = 0; d && i < d->map.count; i++) {
        const struct doc *keys = d->map.members[i].value;
        for (size_t n = 0; n < keys->map.count; n++, c++) {
            policy_condition_name(d->map.members[i].name, c);
            c->key = keys->map.members[n].name;
            c->count = policy_some_count(keys->map.members[n].value);
            c->values =
                globs_compile(a, keys->map.members[n].value, flags_of(policy_condition_flags(c), has_variables));
        }
    }
}

/* --- names that stand twice: which would count? ------------------------------------------------------------------ */

/* In well-formed JSON each member has one colon outside of its strings. */
static size_t members_written(struct span text)
{
    size_t count = 0;
    bool in_string = false;

    for (size_t i = 0; i < text.size; i++) {
        if (in_string && text.data[i] == '\\') i++;
        else if (text.data[i] == '"') in_string = !in_string;
        else count += !in_string && text.data[i] == ':';
    }
    return count;
}

static size_t members_read(const struct doc *d)
{
    size_t count = doc_is(d, DOC_MAP) ? d->map.count : 0;

    for (size_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) count += members_read(d->map.members[i].value);
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++) count += members_read(doc_at(d, i));
    return count;
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

uint64_t policy_vendor_bit(struct span action)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < action.size && action.data[i] != ':'; i++)
        hash = (hash ^ (unsigned char)action.data[i]) * 1099511628211u;
    return UINT64_C(1) << (hash >> 32) % 64;
}

static uint64_t vendors_of(const struct policy_globs *actions)
{
    uint64_t bits = 0;

    for (size_t i = 0; i < actions->count; i++) {
        const struct policy_glob *g = actions->items + i;
        if (span_find(g->text, ':') >= g->prefix) return UINT64_MAX;
        bits |= policy_vendor_bit(g->text);
    }
    return actions->is_negated ? UINT64_MAX : bits;
}

static struct policy_gate gate_of(const struct policy_statement *s)
{
    struct policy_gate gate = { .vendors = vendors_of(&s->actions) };
    const struct policy_glob *one = s->resources.items;

    if (s->resources.count != 1 || s->resources.is_negated || one->prefix < 8) return gate;
    gate.tail = one->tail;
    gate.prefix = one->prefix;
    return gate;
}

static void statement_compile(struct arena *a, const struct doc *d, bool has_variables, struct policy_statement *s)
{
    const struct doc *principal = doc_get(d, "Principal"), *not_principal = doc_get(d, "NotPrincipal");

    s->sid = doc_get(d, "Sid") ? doc_get_str(d, "Sid") : SPAN("");
    s->allows = span_is(doc_get_str(d, "Effect"), "Allow");
    s->actions = globs_of(a, d, "Action", "NotAction", GLOB_WILDCARDS | GLOB_LOWER);
    s->resources =
        globs_of(a, d, "Resource", "NotResource", flags_of(GLOB_WILDCARDS | GLOB_VARIABLES | GLOB_ARN, has_variables));
    s->is_not_principal = not_principal;
    if (principal || not_principal) principals_compile(a, principal ? principal : not_principal, s);
    conditions_compile(a, doc_get(d, "Condition"), has_variables, s);
}

const struct policy *policy_compile(struct arena *a, struct span text, enum policy_kind kind, struct span *words)
{
    struct span copy = arena_span(a, text);
    const struct doc *document = json_parse(a, copy, NULL), *statements;
    struct policy *p;
    struct policy_statement *s;
    struct policy_gate *gates;
    bool has_variables = span_is(doc_get_str(document, "Version"), "2012-10-17");

    if (document && members_read(document) != members_written(copy)) document = NULL;
    if (!document && kind == POLICY_TRUST && words) return *words = SPAN("This policy contains invalid Json"), NULL;
    if (policy_check(a, document, kind, words)) return NULL;
    statements = doc_get(document, "Statement");
    p = ARENA_NEW(a, struct policy);
    p->text = copy;
    p->count = policy_some_count(statements);
    p->statements = s = ARENA_ARRAY(a, struct policy_statement, p->count);
    p->gates = gates = ARENA_ARRAY(a, struct policy_gate, p->count);
    for (size_t i = 0; i < p->count; i++) {
        s[i].index = i;
        statement_compile(a, policy_some_at(statements, i), has_variables, s + i);
        gates[i] = gate_of(s + i);
    }
    return p;
}

/* --- where a statement lies -------------------------------------------------------------------------------------- */

/* Over one JSON value of well-formed JSON. */
static size_t skip_value(struct span text, size_t at)
{
    size_t depth = 0;
    bool in_string = false;

    for (; at < text.size; at++) {
        char c = text.data[at];
        if (in_string) {
            if (c == '\\') at++;
            else if (c == '"') in_string = false;
            if (!in_string && !depth) return at + 1;
            continue;
        }
        if (c == '"') in_string = true;
        else if (c == '{' || c == '[') depth++;
        else if (c == '}' || c == ']') {
            if (depth <= 1) return at + (depth == 1);
            depth--;
        } else if (!depth && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) return at;
    }
    return text.size;
}

static size_t skip_over(struct span text, size_t at, const char *signs)
{
    while (at < text.size && strchr(signs, text.data[at])) at++;
    return at;
}

#define BLANKS " \t\r\n"

/* Where the value of the member `name` of an object begins; the text's size when it has none. */
static size_t find_member(struct span text, const char *name)
{
    size_t at = skip_over(text, 0, BLANKS "{"), end;

    while (at < text.size && text.data[at] == '"') {
        end = skip_value(text, at);
        bool is_it = span_is(span_sub(text, at + 1, end - at - 2), name);
        at = skip_over(text, end, BLANKS ":");
        if (is_it) return at;
        at = skip_over(text, skip_value(text, at), BLANKS ",");
    }
    return text.size;
}

void policy_statement_range(const struct policy *p, const struct policy_statement *s, size_t *from, size_t *to)
{
    size_t at = find_member(p->text, "Statement");

    *from = *to = 0;
    if (at == p->text.size) return;
    if (p->text.data[at] == '[') at = skip_over(p->text, at, BLANKS "[");
    for (size_t i = 0; i < s->index; i++) at = skip_over(p->text, skip_value(p->text, at), BLANKS ",");
    *from = at;
    *to = skip_value(p->text, at);
}
