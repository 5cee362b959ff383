/* The steps of processing an order: a table from a step's name to the use case. */
#include "app/functions/process_order/process_order.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/adapters/json_log.h"
#include "app/orders/order_steps.h"
#include "app/sdk/aws_json.h"

/* Of send_notification alone, the message's id goes into the output, too. */
static const struct process_step {
    const char *name;
    enum order_step_result (*run)(const struct order_process *process, const char *order_id, struct order *order);
    enum order_step_result (*tell)(const struct order_process *process, const char *order_id, struct order *order,
                                   char notification_id[ORDER_CODE_SIZE]);
} process_steps[] = {
    { "process_payment", order_step_pay, NULL },          { "arrange_shipment", order_step_ship, NULL },
    { "refund_payment", order_step_refund, NULL },        { "send_notification", NULL, order_step_notify },
    { "release_notification", order_step_release, NULL },
};

static void process_write_output(const struct order *order, const char *notification_id, struct text *out)
{
    cJSON *output = cJSON_CreateObject();
    int i;

    cJSON_AddStringToObject(output, "orderId", order->id);
    cJSON_AddStringToObject(output, "status", order_status_name(order->status));
    for (i = 0; i < order_text_field_count; i++) {
        const char *text = order_text_get(order, &order_text_fields[i]);

        if (*text && !order_text_fields[i].is_internal)
            cJSON_AddStringToObject(output, order_text_fields[i].name, text);
    }
    if (*notification_id) cJSON_AddStringToObject(output, "notificationId", notification_id);
    aws_json_print(output, out);
    cJSON_Delete(output);
}

static void process_answer(const struct process_step *step, const struct order_process *process, const char *order_id,
                           struct function_answer *answer)
{
    struct order *order = calloc(1, sizeof *order);
    char notification_id[ORDER_CODE_SIZE] = "";
    enum order_step_result result;
    const char *name;

    if (!order) abort();
    json_log_info("Step", "orderId", order_id, "step", step->name, NULL);
    result = step->tell ? step->tell(process, order_id, order, notification_id) : step->run(process, order_id, order);
    name = order_step_error_name(result);
    if (result == ORDER_STEP_DONE) {
        process_write_output(order, notification_id, &answer->body);
    } else {
        function_answer_fail(answer, name, "Order %s: %s", order_id,
                             *order->failure_reason ? order->failure_reason : name);
        json_log_error("A step failed", "orderId", order_id, "errorType", name, NULL);
    }
    free(order);
}

static const struct process_step *process_step_find(const char *name)
{
    size_t i;

    for (i = 0; name && i < sizeof process_steps / sizeof *process_steps; i++)
        if (!strcmp(name, process_steps[i].name)) return &process_steps[i];
    return NULL;
}

void process_order_handle(void *self, const struct function_event *event, struct function_answer *answer)
{
    const struct process_order *function = self;
    struct order_process process = function->process;
    cJSON *input = cJSON_ParseWithLength(event->body, event->length);
    const char *order_id = aws_json_string(input, "orderId"), *run = aws_json_string(input, "run");
    const struct process_step *step = process_step_find(aws_json_string(input, "step"));

    process.now_ms = function->now();
    process.run = run ? run : "";
    if (!step || !order_id || !order_id_is_valid(order_id) || strlen(process.run) >= ORDER_CODE_SIZE)
        function_answer_fail(answer, "InvalidInput", "The input needs a known \"step\" and an \"orderId\".");
    else process_answer(step, &process, order_id, answer);
    cJSON_Delete(input);
}
