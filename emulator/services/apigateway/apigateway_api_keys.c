/* Handlers of API keys. */
#include "emulator/services/apigateway/apigateway_api_keys.h"

#include "emulator/base/ids.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_key_file.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"
#include "emulator/services/apigateway/apigateway_usage_plans.h"

#define NAME_CHARACTERS_MAX        1024
#define DESCRIPTION_CHARACTERS_MAX 125000
#define VALUE_CHARACTERS           40
#define VALUE_CHARACTERS_MIN       20
#define VALUE_CHARACTERS_MAX       128
#define ALPHABET_KEY               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int key_check(struct call *c, struct span name, struct span description)
{
    if (span_code_points(name) > NAME_CHARACTERS_MAX)
        return fault(c, &apigateway_bad_request, "Invalid API Key name, can be at most 1024 characters.");
    if (span_code_points(description) > DESCRIPTION_CHARACTERS_MAX)
        return fault(c, &apigateway_bad_request, "Invalid API Key description specified.");
    return 0;
}

/* AWS: a value is one key's in an account and region. */
static int value_check(struct call *c, struct span value)
{
    if (value.size < VALUE_CHARACTERS_MIN)
        return fault(c, &apigateway_bad_request, "API Key value should be at least 20 characters");
    if (value.size > VALUE_CHARACTERS_MAX)
        return fault(c, &apigateway_bad_request, "API Key value exceeds maximum size of 128 characters");
    if (!api_store_key_with(c, value)) return 0;
    return fault(c, &apigateway_conflict, "API Key already exists");
}

static int stage_keys_put(struct call *c, struct doc *key)
{
    struct doc *wanted = doc_get(c->in, "stageKeys"), *kept = doc_put_list(key, "stageKeys");

    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct span api = doc_get_str(doc_at(wanted, i), "restApiId");
        struct span stage = doc_get_str(doc_at(wanted, i), "stageName");
        if (!api_store_get(c, api_noun_stage.kind, api, stage))
            return fault(c, &apigateway_bad_request, "Invalid stage identifier specified");
        doc_append_str(kept, arena_format(&c->arena, "%.*s/%.*s", SPAN_ARG(api), SPAN_ARG(stage)));
    }
    return 0;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static struct span value_new(struct call *c)
{
    char *value = arena_alloc(&c->arena, VALUE_CHARACTERS + 1);

    random_text(value, VALUE_CHARACTERS, ALPHABET_KEY);
    return span_of(value);
}

int api_create_api_key(struct call *c)
{
    static const char *const kept[] = { "name", "description", "customerId", NULL };
    struct span value = doc_get_str(c->in, "value"), id;
    struct doc *key = doc_map(&c->arena);

    if (key_check(c, doc_get_str(c->in, "name"), doc_get_str(c->in, "description")) ||
        (value.size && value_check(c, value)) || stage_keys_put(c, key))
        return -1;
    id = api_id_wanted(c, &api_noun_api_key, 10);
    if (!id.data) return -1;
    doc_put_str(key, "id", id);
    doc_put_str(key, "value", value.size ? value : value_new(c));
    api_keep(c, key, kept);
    doc_put_bool(key, "enabled", doc_get_bool(c->in, "enabled", false));
    doc_put_int(key, "createdDate", c->now_ms);
    doc_put_int(key, "lastUpdatedDate", c->now_ms);
    if (doc_count(doc_get(c->in, "tags"))) doc_put(key, "tags", doc_get(c->in, "tags"));
    api_noun_put(c, &api_noun_api_key, key);
    c->out = key;
    return 0;
}

/* Its value only where it is asked for. AWS: one alone has tags, if none. */
static struct doc *key_answer(struct call *c, const struct doc *key, bool with_value, bool with_tags)
{
    struct doc *answer = doc_shallow(&c->arena, key);

    if (!with_value) doc_remove(answer, SPAN("value"));
    if (with_tags && !doc_get(answer, "tags")) doc_put_map(answer, "tags");
    return answer;
}

int api_get_api_key(struct call *c)
{
    struct doc *key;

    if (api_noun_require(c, &api_noun_api_key, &key)) return -1;
    c->out = key_answer(c, key, doc_get_bool(c->in, "includeValue", false), true);
    return 0;
}

static bool starts(struct span text, struct span with)
{
    return text.size >= with.size && span_eq(span_sub(text, 0, with.size), with);
}

int api_get_api_keys(struct call *c)
{
    struct span name = doc_get_str(c->in, "nameQuery"), customer = doc_get_str(c->in, "customerId");
    struct doc *all = api_noun_all(c, &api_noun_api_key), *asked = doc_list(&c->arena), *key;

    for (size_t i = 0; i < doc_count(all); i++) {
        key = doc_at(all, i);
        if (name.data && !starts(doc_get_str(key, "name"), name)) continue;
        if (customer.data && !span_eq(doc_get_str(key, "customerId"), customer)) continue;
        doc_append(asked, key_answer(c, key, doc_get_bool(c->in, "includeValues", false), false));
    }
    return api_noun_page(c, &api_noun_api_key, asked);
}

static int name_set(struct api_patch *p)
{
    return key_check(p->c, p->value, SPAN("")) ? -1 : api_patch_set(p);
}

static int description_set(struct api_patch *p)
{
    return key_check(p->c, SPAN(""), p->value) ? -1 : api_patch_set(p);
}

int api_update_api_key(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/description", PATCH_REPLACE, PATCH_TEXT, description_set },
        { "/enabled", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
        { "/name", PATCH_REPLACE, PATCH_TEXT, name_set },
        { "/customerId", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *key;

    if (api_noun_require(c, &api_noun_api_key, &key) || api_patch(c, &rules, key)) return -1;
    doc_put_int(key, "lastUpdatedDate", c->now_ms);
    api_noun_put(c, &api_noun_api_key, key);
    c->out = key_answer(c, key, false, true);
    return 0;
}

int api_delete_api_key(struct call *c)
{
    if (api_noun_delete(c, &api_noun_api_key)) return -1;
    api_usage_plans_forget_key(c, doc_get_str(c->in, "apiKey"));
    return 0;
}

/* --- import ------------------------------------------------------------------------------------------------------- */

static void key_import(struct call *c, const struct api_key_line *line, struct doc *ids)
{
    struct doc *key = doc_map(&c->arena);
    struct span id = api_id_new(c, 10), rest = line->usage_plan_ids, plan;

    doc_put_str(key, "id", id);
    doc_put_str(key, "value", line->key);
    if (line->name.size) doc_put_str(key, "name", line->name);
    if (line->description.size) doc_put_str(key, "description", line->description);
    doc_put_bool(key, "enabled", span_is_nocase(line->enabled, "true"));
    doc_put_int(key, "createdDate", c->now_ms);
    doc_put_int(key, "lastUpdatedDate", c->now_ms);
    doc_put_list(key, "stageKeys");
    api_noun_put(c, &api_noun_api_key, key);
    doc_append_str(ids, id);
    while (rest.size && span_split(&rest, ',', &plan))
        if (api_noun_find(c, &api_noun_usage_plan, span_trim(plan))) api_usage_plan_take(c, span_trim(plan), key);
}

/* Without failOnWarnings, what a line has wrong is a warning, and the others are imported. */
int api_import_api_keys(struct call *c)
{
    struct doc *ids = doc_put_list(c->out, "ids"), *warnings = doc_put_list(c->out, "warnings");
    bool fails = doc_get_bool(c->in, "failOnWarnings", false);
    struct api_key_file file;
    struct api_key_line line;

    if (!span_is(doc_get_str(c->in, "format"), "csv"))
        return fault(c, &apigateway_bad_request, "Invalid API key file format: csv is the only one");
    if (!api_key_file_open(&file, &c->arena, doc_get_str(c->in, "body")))
        return fault(c, &apigateway_bad_request,
                     "Invalid API key file: the first line must name the columns 'name' and 'key'");
    while (api_key_file_next(&file, &line)) {
        if (!key_check(c, line.name, line.description) && !value_check(c, line.key)) {
            key_import(c, &line, ids);
            continue;
        }
        if (fails) return -1;
        doc_append_str(warnings, arena_format(&c->arena, "Line %d: %s", line.number, c->fault.message));
        c->fault = (struct fault_raised){ 0 };
    }
    return 0;
}
