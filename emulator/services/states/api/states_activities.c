/* Activities, and handing out their tasks.
 *
 * Who waits: GetActivityTask, for 60 seconds, under the activity's key. Who wakes: the stretch that scheduled a task,
 * once it is durable.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
 */
#include "emulator/services/states/api/states_activities.h"

#include "emulator/base/json.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/api/states_configuration.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_quotas.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/api/states_tags.h"
#include "emulator/services/states/api/states_tokens.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_activities_store.h"
#include "emulator/services/states/store/states_names.h"

#define LIST_DEFAULT 100
#define POLL_MS      60000

static struct span activity_arn(struct call *c, const struct states_activity *x)
{
    return arena_format(&c->arena, "arn:aws:states:%.*s:%.*s:activity:%.*s", SPAN_ARG(x->region), SPAN_ARG(x->account),
                        SPAN_ARG(x->name));
}

static int activity_require(struct call *c, struct states_activity *x)
{
    struct span text = doc_get_str(c->in, "activityArn");
    struct states_arn arn;

    if (states_arn_require(c, text, "activity", &arn)) return -1;
    if (!arn.rest.data && states_activity_find(c->db, &c->arena, arn.account, arn.region, arn.name, x)) return 0;
    return fault(c, &states_activity_does_not_exist, "Activity Does Not Exist: '%.*s'", SPAN_ARG(text));
}

/* AWS: creating what is there answers as the first time did; its tags are left as they were. */
int states_create_activity(struct call *c)
{
    struct states_activity x = { .account = span_of(c->who.account), .region = span_of(c->who.region) };
    struct span encryption, tags;

    x.name = doc_get_str(c->in, "name");
    if (!states_name_is_valid(x.name)) return fault(c, &states_invalid_name, "Invalid Name: '%.*s'", SPAN_ARG(x.name));
    if (states_encryption_check(c, &encryption) || states_tags_check(c, &tags)) return -1;
    if (!states_activity_find(c->db, &c->arena, x.account, x.region, x.name, &x)) {
        if (states_quota_activity(c)) return -1;
        x.created_ms = c->now_ms;
        x.encryption = encryption;
        x.tags = tags;
        states_activity_insert(c->db, &x);
    } else if (encryption.data && !span_eq(x.encryption, encryption)) {
        return fault(c, &states_activity_already_exists, "Activity Already Exists: '%.*s'",
                     SPAN_ARG(activity_arn(c, &x)));
    }
    doc_put_str(c->out, "activityArn", activity_arn(c, &x));
    doc_put_int(c->out, "creationDate", x.created_ms);
    return 0;
}

int states_describe_activity(struct call *c)
{
    struct states_activity x;

    if (activity_require(c, &x)) return -1;
    doc_put_str(c->out, "activityArn", activity_arn(c, &x));
    doc_put_str(c->out, "name", x.name);
    doc_put_int(c->out, "creationDate", x.created_ms);
    states_put_encryption(c, x.encryption);
    return 0;
}

/* AWS: deleting what is not there is no error. */
int states_delete_activity(struct call *c)
{
    struct states_arn arn;

    if (states_arn_require(c, doc_get_str(c->in, "activityArn"), "activity", &arn)) return -1;
    states_activity_delete(c->db, arn.account, arn.region, arn.name);
    return 0;
}

int states_list_activities(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "maxResults", 0), after;
    struct doc *list = doc_put_list(c->out, "activities");
    struct states_activity x = { 0 };
    struct rows *r;

    if (!limit) limit = LIST_DEFAULT;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &after))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    r = states_activities_after(c->db, span_of(c->who.account), span_of(c->who.region), after, limit + 1);
    while (rows_next(r)) {
        struct doc *item;

        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, x.id));
            rows_close(r);
            break;
        }
        states_activity_read(r, &c->arena, &x);
        item = doc_append_map(list);
        doc_put_str(item, "activityArn", activity_arn(c, &x));
        doc_put_str(item, "name", x.name);
        doc_put_int(item, "creationDate", x.created_ms);
    }
    return 0;
}

int states_get_activity_task(struct call *c)
{
    struct states_activity x;
    struct states_execution e;
    int64_t execution, task;
    struct span arn, input;

    if (activity_require(c, &x)) return -1;
    arn = activity_arn(c, &x);
    if (!states_callback_take(c->db, &c->arena, arn, doc_get_str(c->in, "workerName"), &execution, &task, &input)) {
        if (c->now_ms >= c->started_ms + POLL_MS) return 0;
        return call_wait(c, states_activity_key(&c->arena, arn), c->started_ms + POLL_MS);
    }
    if (!states_execution_by_id(c->db, &c->arena, execution, &e)) return 0;
    states_after_news(states_aftermath_of(c), execution);
    doc_put_str(c->out, "taskToken", states_token_of_task(&c->arena, &e, task));
    doc_put_str(c->out, "input", input);
    return 0;
}
