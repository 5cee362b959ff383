/* The notifier over SNS. */
#include "app/adapters/sns_order_notifier.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/adapters/json_log.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/dynamodb_client.h"
#include "app/sdk/sns_client.h"

/* A way to reach a customer. */
struct notifier_contact {
    const char *protocol;  /* SNS's */
    const char *attribute; /* of messages */
    const char *endpoint;  /* "": there is none */
};

enum { NOTIFIER_ID_SIZE = 320, NOTIFIER_POLICY_MAX = 1024 };

static void notifier_failed(const char *operation, const char *order_id, const struct aws_error *error)
{
    json_log_error("A customer cannot be reached", "operation", operation, "orderId", order_id, "code", error->code,
                   "cause", error->message, NULL);
}

/* --- asking new customers ------------------------------------------------------------------------------------- */

/* FNV-1a; 0 stands for nobody. */
static uint64_t notifier_hash(const char *id)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *id; id++) hash = (hash ^ (unsigned char)*id) * UINT64_C(1099511628211);
    return hash ? hash : 1;
}

static int notifier_subscribe(const struct sns_order_notifier *notifier, const struct notifier_contact *contact,
                              struct aws_error *error)
{
    cJSON *policy = cJSON_CreateObject();
    struct text json;
    int failed;

    cJSON_AddItemToArray(cJSON_AddArrayToObject(policy, contact->attribute), cJSON_CreateString(contact->endpoint));
    text_init(&json, NOTIFIER_POLICY_MAX);
    aws_json_print(policy, &json);
    cJSON_Delete(policy);
    failed = sns_subscribe(notifier->client, notifier->topic_arn, contact->protocol, contact->endpoint,
                           text_string(&json), error);
    text_release(&json);
    return failed;
}

/* Was the contact asked before? -1 where that cannot be found out. */
static int notifier_was_asked(const struct sns_order_notifier *notifier, const char *id, struct aws_error *error)
{
    cJSON *item;

    if (dynamodb_get_item(notifier->client, notifier->customers_table, "id", id, &item, error)) return -1;
    cJSON_Delete(item);
    return item != NULL;
}

static int notifier_remember(const struct sns_order_notifier *notifier, const char *id, const char *since,
                             struct aws_error *error)
{
    struct dynamodb_update update = {
        .table = notifier->customers_table,
        .key_name = "id",
        .key = id,
        .expression = "SET askedAt = :since",
        .values = cJSON_CreateObject(),
    };

    dynamodb_put_string(update.values, ":since", since);
    return dynamodb_update_item(notifier->client, &update, NULL, error);
}

/* Asks a contact that was not asked yet. AWS: an endpoint that is subscribed otherwise, the operator's own, say, is
 * InvalidParameter; it is left as it is. What fails is logged and tried again with the customer's next order. */
static void notifier_ask(struct sns_order_notifier *notifier, const struct order *order,
                         const struct notifier_contact *contact)
{
    char id[NOTIFIER_ID_SIZE];
    struct aws_error error;
    uint64_t hash;
    int was_asked;

    snprintf(id, sizeof id, "%s#%s", contact->protocol, contact->endpoint);
    hash = notifier_hash(id);
    if (notifier->known[hash % SNS_NOTIFIER_KNOWN_MAX] == hash) return;
    was_asked = notifier_was_asked(notifier, id, &error);
    if (was_asked < 0) {
        notifier_failed("GetItem", order->id, &error);
        return;
    }
    if (!was_asked && notifier_subscribe(notifier, contact, &error)) {
        notifier_failed("Subscribe", order->id, &error);
        if (!aws_error_is(&error, "InvalidParameter")) return;
    }
    if (!was_asked && notifier_remember(notifier, id, order->date, &error)) {
        notifier_failed("UpdateItem", order->id, &error);
        return;
    }
    notifier->known[hash % SNS_NOTIFIER_KNOWN_MAX] = hash;
}

/* --- telling -------------------------------------------------------------------------------------------------- */

static bool notifier_publish(void *self, const struct order *order, const struct order_message *message,
                             char id[ORDER_CODE_SIZE])
{
    struct sns_order_notifier *notifier = self;
    const struct notifier_contact contacts[] = { { "email", "customerEmail", order->customer_email },
                                                 { "sms", "customerPhone", order->customer_phone } };
    struct sns_message published = {
        .topic_arn = notifier->topic_arn,
        .subject = message->subject,
        .body = message->body,
        .sms = message->brief,
        .attributes = { { "orderId", order->id } },
    };
    char message_id[SNS_MESSAGE_ID_SIZE];
    struct aws_error error;
    size_t i, count = 1;

    for (i = 0; i < sizeof contacts / sizeof *contacts; i++) {
        if (!*contacts[i].endpoint) continue;
        notifier_ask(notifier, order, &contacts[i]);
        published.attributes[count++] = (struct sns_attribute){ contacts[i].attribute, contacts[i].endpoint };
    }
    if (!sns_publish(notifier->client, &published, message_id, &error))
        return text_copy(id, ORDER_CODE_SIZE, message_id);
    notifier_failed("Publish", order->id, &error);
    return false;
}

struct order_notifier sns_order_notifier_port(struct sns_order_notifier *self)
{
    return (struct order_notifier){ self, notifier_publish };
}
