/* Tags. AWS: machines and activities have them, their versions and aliases have none. */
#include "emulator/services/states/api/states_tags.h"

#include "emulator/base/json.h"
#include "emulator/services/states/api/states_activities.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_activities_store.h"

/* What has them. */
struct tagged {
    int64_t id;
    bool is_activity;
    struct doc *tags;
};

static bool tagged_find(struct call *c, const struct states_arn *arn, struct tagged *t)
{
    struct span tags = { 0 };
    struct states_activity activity;
    struct states_machine m;

    *t = (struct tagged){ .is_activity = span_is(arn->type, "activity") };
    if (arn->rest.data) return false;
    if (t->is_activity && states_activity_find(c->db, &c->arena, arn->account, arn->region, arn->name, &activity)) {
        t->id = activity.id;
        tags = activity.tags;
    } else if (span_is(arn->type, "stateMachine") &&
               states_machine_find(c->db, &c->arena, arn->account, arn->region, arn->name, &m)) {
        t->id = m.id;
        tags = m.tags;
    }
    t->tags = tags.data ? json_parse(&c->arena, tags, NULL) : doc_list(&c->arena);
    return t->id != 0;
}

static int tagged_require(struct call *c, struct tagged *t)
{
    struct span text = doc_get_str(c->in, "resourceArn");
    struct states_arn arn;

    if (states_arn_read(c, text, &arn)) return -1;
    if (tagged_find(c, &arn, t)) return 0;
    return fault(c, &states_resource_not_found, "Resource not found: '%.*s'", SPAN_ARG(text));
}

struct doc *states_resource_tags(struct call *c, struct span text)
{
    struct doc *map = doc_map(&c->arena);
    struct states_arn arn;
    struct tagged t;

    if (!states_arn_parse(text, &arn) || !tagged_find(c, &arn, &t)) return NULL;
    for (size_t i = 0; i < doc_count(t.tags); i++) {
        const struct doc *tag = doc_at(t.tags, i);
        doc_put_span(map, doc_get_str(tag, "key"), doc_string(&c->arena, doc_get_str(tag, "value")));
    }
    return map;
}

static void tagged_write(struct call *c, const struct tagged *t, struct doc *tags)
{
    struct span text = json_text(&c->arena, tags);

    if (t->is_activity) states_activity_set_tags(c->db, t->id, text);
    else states_machine_set_tags(c->db, t->id, text);
}

/* The tags but the one with this key. */
static struct doc *tags_without(struct call *c, struct doc *tags, struct span key)
{
    struct doc *kept = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(tags); i++) {
        if (!span_eq(doc_get_str(doc_at(tags, i), "key"), key)) doc_append(kept, doc_at(tags, i));
    }
    return kept;
}

int states_tag_resource(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "tags"), *tags;
    struct tagged t;

    if (tagged_require(c, &t)) return -1;
    tags = t.tags;
    for (size_t i = 0; i < doc_count(wanted); i++) {
        tags = tags_without(c, tags, doc_get_str(doc_at(wanted, i), "key"));
        doc_append(tags, doc_at(wanted, i));
    }
    if (doc_count(tags) > STATES_TAGS_MAX) return states_too_many(c);
    tagged_write(c, &t, tags);
    return 0;
}

int states_untag_resource(struct call *c)
{
    struct doc *keys = doc_get(c->in, "tagKeys"), *tags;
    struct tagged t;

    if (tagged_require(c, &t)) return -1;
    tags = t.tags;
    for (size_t i = 0; i < doc_count(keys); i++) tags = tags_without(c, tags, doc_text(doc_at(keys, i)));
    tagged_write(c, &t, tags);
    return 0;
}

int states_list_tags_for_resource(struct call *c)
{
    struct tagged t;

    if (tagged_require(c, &t)) return -1;
    doc_put(c->out, "tags", t.tags);
    return 0;
}
