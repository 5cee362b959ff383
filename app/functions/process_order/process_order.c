/* The steps of processing an order: a table from a step's name to the use case. */
#include "app/functions/process_order/process_order.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/runtime/function_log.h"
#include "app/orders/order_steps.h"
#include "app/sdk/aws_json.h"

static enum order_step_result process_payment(const struct process_order *p, const cJSON *input, struct order *order)
{
    return order_step_pay(&p->store, &p->payments, aws_json_string(input, "orderId"), p->now(), order);
}

static enum order_step_result process_shipment(const struct process_order *p, const cJSON *input, struct order *order)
{
    return order_step_ship(&p->store, &p->shipments, aws_json_string(input, "orderId"), p->now(), order);
}

static enum order_step_result process_notification(const struct process_order *p, const cJSON *input,
                                                   struct order *order)
{
    return order_step_notify(&p->store, &p->notifier, aws_json_string(input, "orderId"), p->now(), order);
}

/* A reason is for people to read; one that is too long is cut. */
static enum order_step_result process_failure(const struct process_order *p, const cJSON *input, struct order *order)
{
    const char *given = aws_json_string(input, "reason");
    char reason[ORDER_REASON_SIZE];

    text_copy_prefix(reason, sizeof reason, given && *given ? given : "The order could not be processed.");
    return order_step_give_up(&p->store, aws_json_string(input, "orderId"), reason, order);
}

static const struct {
    const char *name;
    enum order_step_result (*run)(const struct process_order *p, const cJSON *input, struct order *order);
} process_steps[] = {
    { "process_payment", process_payment },
    { "arrange_shipment", process_shipment },
    { "send_notification", process_notification },
    { "record_failure", process_failure },
};

static void process_write_output(const struct order *order, struct text *out)
{
    cJSON *output = cJSON_CreateObject();
    int i;

    cJSON_AddStringToObject(output, "orderId", order->id);
    cJSON_AddStringToObject(output, "status", order_status_name(order->status));
    for (i = 0; i < order_text_field_count; i++) {
        const char *text = order_text_get(order, &order_text_fields[i]);

        if (*text) cJSON_AddStringToObject(output, order_text_fields[i].name, text);
    }
    aws_json_print(output, out);
    cJSON_Delete(output);
}

static void process_answer(const struct order *order, const char *order_id, enum order_step_result result,
                           struct function_answer *answer)
{
    const char *name = order_step_error_name(result);

    if (result == ORDER_STEP_DONE) {
        process_write_output(order, &answer->body);
        return;
    }
    function_answer_fail(answer, name, "Order %s: %s", order_id, *order->failure_reason ? order->failure_reason : name);
    function_log_error("A step failed", "orderId", order_id, "errorType", name, NULL);
}

static int process_step_index(const char *name)
{
    int i, count = sizeof process_steps / sizeof *process_steps;

    for (i = 0; name && i < count; i++)
        if (!strcmp(name, process_steps[i].name)) return i;
    return -1;
}

void process_order_handle(void *self, const struct function_event *event, struct function_answer *answer)
{
    cJSON *input = cJSON_ParseWithLength(event->body, event->length);
    const char *order_id = aws_json_string(input, "orderId");
    int step = process_step_index(aws_json_string(input, "step"));
    struct order *order = calloc(1, sizeof *order);

    if (!order) abort();
    if (step < 0 || !order_id || !order_id_is_valid(order_id)) {
        function_answer_fail(answer, "InvalidInput", "The input needs a known \"step\" and an \"orderId\".");
    } else {
        function_log_info("Step", "orderId", order_id, "step", process_steps[step].name, NULL);
        process_answer(order, order_id, process_steps[step].run(self, input, order), answer);
    }
    free(order);
    cJSON_Delete(input);
}
