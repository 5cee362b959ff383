/* What a simulator did, in a DynamoDB table. */
#include "app/simulators/dynamodb_ledger.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/adapters/json_log.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/dynamodb_client.h"

enum { LEDGER_ID_SIZE = SIMULATOR_KEY_SIZE + 64, LEDGER_ENTRY_MAX = 64 * 1024 };

static bool ledger_id(const char *path, const char *key, char id[LEDGER_ID_SIZE])
{
    return snprintf(id, LEDGER_ID_SIZE, "%s %s", path, key) < LEDGER_ID_SIZE;
}

static cJSON *ledger_item(const char *id, const cJSON *entry)
{
    cJSON *item = cJSON_CreateObject();
    struct text text;

    text_init(&text, LEDGER_ENTRY_MAX);
    aws_json_print(entry, &text);
    dynamodb_put_string(item, "id", id);
    dynamodb_put_string(item, "entry", text_string(&text));
    text_release(&text);
    return item;
}

static cJSON *ledger_read(const cJSON *item)
{
    const char *text = dynamodb_string(item, "entry");

    return cJSON_Parse(text ? text : "");
}

static void ledger_log(const char *id, const struct aws_error *error)
{
    json_log_error("The ledger failed", "id", id, "errorType", error->code, "cause", error->message, NULL);
}

static cJSON *ledger_entry_of(void *self, const char *path, const char *key, cJSON *(*make)(void *context),
                              void *context, bool *is_new)
{
    const struct dynamodb_ledger *ledger = self;
    struct aws_error error;
    cJSON *entry, *standing = NULL;
    char id[LEDGER_ID_SIZE];

    *is_new = false;
    if (!ledger_id(path, key, id)) return NULL;
    entry = make(context);
    *is_new = !dynamodb_put_item(ledger->client, ledger->table, ledger_item(id, entry), "attribute_not_exists(id)",
                                 &standing, &error);
    if (*is_new) return entry;
    cJSON_Delete(entry);
    if (!aws_error_is(&error, DYNAMODB_CONDITION_FAILED)) ledger_log(id, &error);
    entry = ledger_read(standing);
    cJSON_Delete(standing);
    return entry;
}

static bool ledger_find_of(void *self, const char *path, const char *key, cJSON **entry)
{
    const struct dynamodb_ledger *ledger = self;
    struct aws_error error;
    cJSON *item = NULL;
    char id[LEDGER_ID_SIZE];

    *entry = NULL;
    if (!ledger_id(path, key, id)) return true; /* no entry has such a key */
    if (dynamodb_get_item(ledger->client, ledger->table, "id", id, &item, &error)) {
        ledger_log(id, &error);
        return false;
    }
    *entry = item ? ledger_read(item) : NULL;
    cJSON_Delete(item);
    return !item || *entry;
}

static cJSON *ledger_list_of(void *self, const char *path, const char *order_id)
{
    (void)self;
    (void)path;
    (void)order_id;
    return NULL;
}

struct simulator_ledger dynamodb_ledger_port(struct dynamodb_ledger *self)
{
    return (struct simulator_ledger){ self, ledger_entry_of, ledger_find_of, ledger_list_of };
}
