/* A simulated partner as a function: whole events, or, by the first byte, what a caller can put into one. What comes back
 * is always a reply with a status; and what was done under a key is told again, to the letter, whatever else is asked. */
#include "tests/fuzz/fuzz_app.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/sdk/aws_json.h"
#include "app/simulators/ledger.h"
#include "app/simulators/payment/payment.h"
#include "app/simulators/simulator_function.h"

enum { PARTNER_ENTRIES_MAX = 8 };

static cJSON *partner_entry(void *self, const char *path, const char *key, cJSON *(*make)(void *context), void *context,
                            bool *is_new)
{
    char both[512];

    snprintf(both, sizeof both, "%s %s", path, key);
    return ledger_entry(self, both, make, context, is_new);
}

static bool partner_find(void *self, const char *path, const char *key, cJSON **entry)
{
    char both[512];

    snprintf(both, sizeof both, "%s %s", path, key);
    *entry = ledger_find(self, both);
    return true;
}

static cJSON *partner_list(void *self, const char *path, const char *order_id)
{
    (void)path;
    return ledger_list(self, "orderId", order_id, 4);
}

/* An event around the input: 1 a body, 2 one in base64, 3 a path, 4 a key, 5 an order's id. */
static cJSON *partner_event_new(unsigned kind, const char *text)
{
    cJSON *event = cJSON_CreateObject(), *context = cJSON_AddObjectToObject(event, "requestContext");
    bool is_post = kind == 1 || kind == 2 || kind == 4;

    cJSON_AddStringToObject(cJSON_AddObjectToObject(context, "http"), "method", is_post ? "POST" : "GET");
    cJSON_AddStringToObject(event, "rawPath", kind == 3 ? text : "/payments");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(event, "headers"), "idempotency-key", kind == 4 ? text : "k");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(event, "queryStringParameters"), "orderId", text);
    cJSON_AddStringToObject(
        event, "body",
        kind == 4 ? "{\"orderId\":\"o\",\"amount\":\"1.00\",\"currency\":\"USD\",\"method\":\"card\"}" : text);
    cJSON_AddBoolToObject(event, "isBase64Encoded", kind == 2);
    return event;
}

/* The body of what the event is answered with; NULL where it is none. */
static cJSON *partner_ask(struct simulator_function *function, const char *event, size_t length)
{
    struct function_event asked = { "r", event, length };
    struct function_answer answer = { 0 };
    cJSON *tree;

    text_init(&answer.body, FUNCTION_ANSWER_MAX);
    simulator_function_handle(function, &asked, &answer);
    tree = *answer.error_type ? NULL : cJSON_Parse(text_string(&answer.body));
    must_hold(*answer.error_type || (aws_json_string(tree, "body") && aws_json_member(tree, "statusCode")));
    text_release(&answer.body);
    return tree;
}

/* Asked twice, work that was done is told again. */
static void partner_ask_twice(struct simulator_function *function, const char *event)
{
    cJSON *first = partner_ask(function, event, strlen(event)), *second = partner_ask(function, event, strlen(event));
    const cJSON *was = aws_json_member(first, "statusCode"), *is = aws_json_member(second, "statusCode");

    must_hold(!first == !second);
    if (was && was->valueint == 201) {
        must_hold(is->valueint == 200);
        must_hold(!strcmp(aws_json_string(first, "body"), aws_json_string(second, "body")));
    }
    cJSON_Delete(first);
    cJSON_Delete(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[64];
    struct simulator_function function = {
        .service = { .simulator = &payment_simulator,
                     .ledger = { ledger_open(NULL, PARTNER_ENTRIES_MAX, message, sizeof message), partner_entry,
                                 partner_find, partner_list },
                     .heeds_test_values = true },
    };
    unsigned kind = size ? data[0] % 6 : 0;
    char *text = fuzz_string(size ? data + 1 : data, size ? size - 1 : 0), *printed = NULL;
    cJSON *event = kind ? partner_event_new(kind, text) : NULL;

    if (event) printed = cJSON_PrintUnformatted(event);
    partner_ask_twice(&function, printed ? printed : text);
    cJSON_free(printed);
    cJSON_Delete(event);
    free(text);
    ledger_close(function.service.ledger.self);
    return 0;
}
