/* The shop's orders, as an operator looks at them. */
#include "app/deploy/deploy_orders.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/orders/order.h"
#include "app/sdk/dynamodb_client.h"
#include "app/sdk/sqs_client.h"

enum { ORDERS_STATUSES = ORDER_CANCELLED + 1 };

/* What a look through the table finds; `open` is called for each order that is open too long. */
struct orders_look {
    unsigned counts[ORDERS_STATUSES];
    unsigned open_count;
    int (*open)(struct deploy *deploy, const cJSON *item);
};

/* A resource of this deployment by its name in the template; NULL, with an error, where it is not there. */
static const struct resource *orders_resource(struct deploy *deploy, const char *id)
{
    for (size_t i = 0; i < deploy->count; i++)
        if (!strcmp(deploy->resources[i].id, id) && deploy->resources[i].found) return &deploy->resources[i];
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "there is no %s of this deployment", id);
    return NULL;
}

static int orders_look_at(struct deploy *deploy, struct orders_look *look, const cJSON *item)
{
    const char *date = dynamodb_string(item, "orderDate");
    char limit[ORDER_TIME_SIZE];
    enum order_status status;

    if (!date || !order_status_parse(dynamodb_string(item, "status"), &status)) return 0; /* none of ours */
    look->counts[status]++;
    order_time_format(order_time_now() - INT64_C(1000) * DEPLOY_ORDERS_OPEN_SECONDS, limit);
    if (order_status_is_final(status) || strcmp(date, limit) > 0) return 0;
    look->open_count++;
    return look->open(deploy, item);
}

static int orders_look_through(struct deploy *deploy, struct orders_look *look)
{
    const struct resource *table = orders_resource(deploy, "OrdersTable");
    struct dynamodb_range range = { 0 };
    int failed = 0;

    if (!table) return -1;
    range.table = table->reference;
    do {
        struct dynamodb_page page;
        const cJSON *item;

        if (dynamodb_read_page(deploy->client, &range, &page, &deploy->error)) return -1;
        cJSON_ArrayForEach(item, page.items)
        {
            failed = failed || orders_look_at(deploy, look, item);
        }
        range.start = page.last_key ? cJSON_Duplicate(page.last_key, 1) : NULL;
        cJSON_Delete(page.output);
    } while (range.start && !failed);
    cJSON_Delete(range.start);
    return failed ? -1 : 0;
}

/* --- showing --------------------------------------------------------------------------------------------------- */

static int orders_print_open(struct deploy *deploy, const cJSON *item)
{
    (void)deploy;
    printf("open: %s %s %s\n", dynamodb_string(item, "orderId"), dynamodb_string(item, "status"),
           dynamodb_string(item, "orderDate"));
    return 0;
}

int deploy_orders_show(struct deploy *deploy, bool *needs_help)
{
    struct orders_look look = { .open = orders_print_open };

    if (orders_look_through(deploy, &look)) return -1;
    for (int i = 0; i < ORDERS_STATUSES; i++)
        if (look.counts[i]) printf("%s: %u\n", order_status_name((enum order_status)i), look.counts[i]);
    if (look.open_count) *needs_help = true;
    return 0;
}

/* --- sending again ------------------------------------------------------------------------------------------------ */

static int orders_send(struct deploy *deploy, const cJSON *item)
{
    const struct resource *queue = orders_resource(deploy, "OrderQueue");
    const char *order_id = dynamodb_string(item, "orderId");
    char body[ORDER_ID_SIZE + 32];

    if (!queue || !order_id || !order_id_is_valid(order_id)) return queue ? 0 : -1;
    snprintf(body, sizeof body, "{\"orderId\":\"%s\"}", order_id);
    if (sqs_send_message(deploy->client, queue->reference, body, &deploy->error)) return -1;
    deploy_say(deploy, "order %s: sent again", order_id);
    return 0;
}

int deploy_orders_send(struct deploy *deploy)
{
    struct orders_look look = { .open = orders_send };

    return orders_look_through(deploy, &look);
}
