/* A simulated partner as a Lambda function. */
#include "app/simulators/simulator_function.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/runtime/function_environment.h"
#include "app/sdk/aws_client.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/simulators/dynamodb_ledger.h"

/* AWS: names of headers are in lower case. */
static struct simulator_request function_request(const cJSON *event)
{
    const cJSON *http = aws_json_member(aws_json_member(event, "requestContext"), "http");

    return (struct simulator_request){
        .method = aws_json_string(http, "method"),
        .path = aws_json_string(event, "rawPath"),
        .key = aws_json_string(aws_json_member(event, "headers"), "idempotency-key"),
        .order_id = aws_json_string(aws_json_member(event, "queryStringParameters"), "orderId"),
    };
}

/* False where it is no base64 although the event says so. */
static bool function_read_body(const cJSON *event, struct text *body)
{
    const char *text = aws_json_string(event, "body");

    if (text && cJSON_IsTrue(aws_json_member(event, "isBase64Encoded"))) return aws_base64_decode(body, text);
    if (text) text_put(body, text);
    return true;
}

static void function_write(const struct simulator_reply *reply, struct text *out)
{
    cJSON *tree = cJSON_CreateObject();

    cJSON_AddNumberToObject(tree, "statusCode", reply->status);
    cJSON_AddStringToObject(cJSON_AddObjectToObject(tree, "headers"), "Content-Type", "application/json");
    cJSON_AddStringToObject(tree, "body", reply->text);
    cJSON_AddFalseToObject(tree, "isBase64Encoded");
    aws_json_print(tree, out);
    cJSON_Delete(tree);
}

static void function_serve(const struct simulator_function *function, const struct simulator_request *request,
                           struct function_answer *answer)
{
    struct simulator_reply reply;

    simulator_answer(&function->service, request, &reply);
    if (reply.is_late) aws_client_pause(function->slow_ms);
    function_write(&reply, &answer->body);
    simulator_reply_release(&reply);
}

void simulator_function_handle(void *self, const struct function_event *event, struct function_answer *answer)
{
    cJSON *tree = cJSON_ParseWithLength(event->body, event->length);
    struct simulator_request request = function_request(tree);
    struct text body;

    text_init(&body, SIMULATOR_BODY_MAX + 1);
    if (!request.method || !request.path || !function_read_body(tree, &body)) {
        function_answer_fail(answer, "InvalidEvent", "The event is not a request of a function URL.");
    } else {
        request.body = text_string(&body);
        request.length = body.length; /* none where it is too large: refused as such */
        function_serve(self, &request, answer);
    }
    text_release(&body);
    cJSON_Delete(tree);
}

int simulator_function_run(const struct simulator *simulator)
{
    struct dynamodb_ledger ledger = { 0 };
    const struct function_variable variables[] = { { "LEDGER_TABLE", &ledger.table }, { 0 } };
    const char *slow = function_environment_get("SLOW_SECONDS", "");
    struct simulator_function self = {
        .service = { .simulator = simulator, .heeds_test_values = true },
        .slow_ms = 1000 * (unsigned)(*slow ? strtoul(slow, NULL, 10) : SIMULATOR_SLOW_SECONDS),
    };
    struct function function = { &self, simulator_function_handle };

    if (!function_environment_read(variables)) return EXIT_FAILURE;
    ledger.client = function_client_new();
    if (!ledger.client) return EXIT_FAILURE;
    self.service.ledger = dynamodb_ledger_port(&ledger);
    return function_loop_run(&function);
}
