/* Which variables each state refers to, found in its texts as they stand; only the names count, not whether the text is
 * ever evaluated.
 * AWS: variableReferences of
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
#include "emulator/asl/definition/asl_definition.h"
#include "emulator/asl/jsonata/syntax/jsonata_lexer.h"
#include "emulator/asl/jsonata/library/jsonata_library.h"

#include <stdlib.h>

#include "emulator/base/json.h"

#define DEPTH_MAX 64 /* of a document within a state */

static void name_add(struct doc *names, struct span name)
{
    if (!doc_get_span(names, name)) doc_put_span(names, name, doc_null(doc_arena(names)));
}

/* --- JSONPath ----------------------------------------------------------------------------------------------------- */

static bool in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* The `$name`s of a path or an intrinsic, but for those in quotes. */
static void path_scan(struct span text, struct doc *names)
{
    bool quoted = false;

    for (size_t i = 0; i < text.size; i++) {
        size_t end = i + 1;

        if (text.data[i] == '\\') i++;
        else if (text.data[i] == '\'') quoted = !quoted;
        else if (text.data[i] == '$' && !quoted) {
            while (end < text.size && in_name(text.data[end])) end++;
            if (end > i + 1) name_add(names, span_sub(text, i + 1, end - i - 1));
            i = end - 1;
            if (end < text.size && text.data[end] == '$') i++;
        }
    }
}

static bool is_path(struct span field, bool in_template)
{
    return span_ends(field, ".$") || (!in_template && (span_ends(field, "Path") || span_is(field, "Variable")));
}

/* --- JSONata ------------------------------------------------------------------------------------------------------ */

static bool ends_operand(const struct jtoken *t)
{
    if (t->kind != T_OPERATOR) return t->kind != T_END;
    return span_is(t->text, ")") || span_is(t->text, "]") || span_is(t->text, "}") || span_is(t->text, "%") ||
           span_is(t->text, "*") || span_is(t->text, "**");
}

static bool begins_function(const struct jtoken *t)
{
    return t->kind == T_NAME && (span_is(t->text, "function") || span_is(t->text, "λ"));
}

/* What an expression names with a dollar; what it binds itself goes into `own`. */
struct naming {
    struct doc *used, *own;
    bool in_parameters;
    struct jtoken before, latest;
};

static void token_take(struct naming *n, const struct jtoken *next)
{
    bool binds = span_is(n->before.text, "@") || span_is(n->before.text, "#") || span_is(next->text, ":=");
    bool is_call = next->kind == T_OPERATOR && span_is(next->text, "(");

    if (begins_function(&n->latest) && is_call) n->in_parameters = true;
    if (n->latest.kind == T_VARIABLE && n->latest.text.size && !span_is(n->latest.text, "$")) {
        if (binds || n->in_parameters) doc_put_span(n->own, n->latest.text, doc_null(doc_arena(n->own)));
        else if (!is_call && !span_is(n->latest.text, "states") && !jbuiltin_find(n->latest.text))
            name_add(n->used, n->latest.text);
    }
    if (n->latest.kind == T_OPERATOR && span_is(n->latest.text, ")")) n->in_parameters = false;
    n->before = n->latest;
    n->latest = *next;
}

static void expression_scan(struct arena *a, struct span text, struct doc *names)
{
    struct jlexer lexer = { .arena = a, .text = text };
    struct naming n = { .used = doc_map(a), .own = doc_map(a), .before = { T_END }, .latest = { T_END } };
    struct jtoken token;
    struct jfault fault;

    do {
        if (jlexer_next(&lexer, ends_operand(&n.latest), &token, &fault)) return;
        token_take(&n, &token);
    } while (token.kind != T_END);
    for (uint32_t i = 0; i < n.used->map.count; i++) {
        struct span name = n.used->map.members[i].name;

        if (!doc_get_span(n.own, name)) name_add(names, name);
    }
}

/* --- states ------------------------------------------------------------------------------------------------------- */

static bool is_template(struct span field)
{
    static const char *const fields[] = {
        "Parameters", "ResultSelector", "ItemSelector", "Assign", "BatchInput", NULL
    };

    for (int i = 0; fields[i]; i++) {
        if (span_is(field, fields[i])) return true;
    }
    return false;
}

static bool is_own_machine(struct span field)
{
    return span_is(field, "ItemProcessor") || span_is(field, "Iterator") || span_is(field, "Branches");
}

struct scanning {
    struct arena *arena;
    struct doc *names;
    bool jsonata;
};

static void value_scan(struct scanning *s, struct span field, const struct doc *d, bool in_template, int depth)
{
    struct span text = doc_text(d);

    if (depth > DEPTH_MAX) return;
    if (doc_is(d, DOC_STRING) && s->jsonata && span_starts(text, "{%") && span_ends(text, "%}") && text.size >= 4)
        expression_scan(s->arena, span_sub(text, 2, text.size - 4), s->names);
    else if (doc_is(d, DOC_STRING) && !s->jsonata && is_path(field, in_template)) path_scan(text, s->names);
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++)
        value_scan(s, field, doc_at(d, i), in_template, depth + 1);
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) {
        struct doc_member *m = &d->map.members[i];

        if (is_own_machine(m->name) && !in_template && depth == 0) continue;
        if (span_is(m->name, "Result") && depth == 0) continue;
        value_scan(s, m->name, m->value, in_template || is_template(m->name), depth + 1);
    }
}

static int name_compare(const void *a, const void *b)
{
    return span_compare(((const struct doc_member *)a)->name, ((const struct doc_member *)b)->name);
}

static struct doc *names_sorted(struct doc *names)
{
    struct doc *list = doc_list(doc_arena(names));

    qsort(names->map.members, names->map.count, sizeof *names->map.members, name_compare);
    doc_renamed(names);
    for (uint32_t i = 0; i < names->map.count; i++) doc_append_str(list, names->map.members[i].name);
    return list;
}

static void machine_scan(const struct doc *machine, bool jsonata, struct doc *references, int depth)
{
    struct doc *states = doc_get(machine, "States");

    for (uint32_t i = 0; doc_is(states, DOC_MAP) && i < states->map.count && depth < DEPTH_MAX; i++) {
        struct doc *state = states->map.members[i].value;
        struct scanning s = { .arena = doc_arena(references), .names = doc_map(doc_arena(references)) };

        s.jsonata = doc_get(state, "QueryLanguage") ? span_is(doc_get_str(state, "QueryLanguage"), "JSONata") : jsonata;
        value_scan(&s, (struct span){ 0 }, state, false, 0);
        if (doc_count(s.names)) doc_put_span(references, states->map.members[i].name, names_sorted(s.names));
        machine_scan(doc_get(state, "ItemProcessor"), jsonata, references, depth + 1);
        machine_scan(doc_get(state, "Iterator"), jsonata, references, depth + 1);
        for (size_t k = 0; k < doc_count(doc_get(state, "Branches")); k++)
            machine_scan(doc_at(doc_get(state, "Branches"), k), jsonata, references, depth + 1);
    }
}

struct doc *asl_definition_references(struct arena *a, struct span text)
{
    struct doc *definition = json_parse(a, text, NULL), *references = doc_map(a);

    machine_scan(definition, span_is(doc_get_str(definition, "QueryLanguage"), "JSONata"), references, 0);
    return references;
}
