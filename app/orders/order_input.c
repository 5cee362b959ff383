/* Reading a new order out of JSON. Texts are rows of tables; numbers, items and the address have a function each. */
#include "app/orders/order_input.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "app/orders/money.h"
#include "app/orders/order_text.h"

/* A text member of a JSON object and where it goes. */
struct input_text {
    const char *name;
    size_t offset;
    size_t size;
    bool is_optional;
};

#define INPUT_TEXT(name, type, member)                                               \
    {                                                                                \
        name, offsetof(struct type, member), sizeof((struct type *)0)->member, false \
    }

static const struct input_text input_order_texts[] = {
    INPUT_TEXT("customerId", order, customer_id),
    INPUT_TEXT("customerName", order, customer_name),
    INPUT_TEXT("customerEmail", order, customer_email),
    { 0 },
};

static const struct input_text input_item_texts[] = {
    INPUT_TEXT("productId", order_item, product_id),
    INPUT_TEXT("name", order_item, name),
    { 0 },
};

static const struct input_text input_address_texts[] = {
    INPUT_TEXT("street", order_address, street),
    INPUT_TEXT("city", order_address, city),
    { "state", offsetof(struct order_address, state), sizeof((struct order_address *)0)->state, true },
    INPUT_TEXT("zipCode", order_address, zip_code),
    INPUT_TEXT("country", order_address, country),
    { 0 },
};

static void __attribute__((format(printf, 4, 5)))
input_fault(struct order_errors *errors, const char *prefix, const char *name, const char *format, ...)
{
    struct order_error *error = &errors->list[errors->count];
    va_list arguments;

    if (errors->count == ORDER_ERRORS_MAX) return;
    errors->count++;
    snprintf(error->field, sizeof error->field, "%s%s", prefix, name);
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
}

/* --- texts ---------------------------------------------------------------------------------------------------- */

static void input_read_text(const cJSON *object, const char *prefix, const struct input_text *row, void *target,
                            struct order_errors *errors)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, row->name);
    const char *text = cJSON_GetStringValue(member);
    char *field = (char *)target + row->offset;
    size_t length;

    field[0] = '\0';
    if (!member || cJSON_IsNull(member)) {
        if (!row->is_optional) input_fault(errors, prefix, row->name, "is required");
        return;
    }
    if (!text) {
        input_fault(errors, prefix, row->name, "must be a string");
        return;
    }
    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1])) length--;
    if (length >= row->size) {
        input_fault(errors, prefix, row->name, "must be at most %zu bytes long", row->size - 1);
        return;
    }
    memcpy(field, text, length);
    field[length] = '\0';
    if (!row->is_optional && !order_text_is_visible(field)) input_fault(errors, prefix, row->name, "must not be empty");
    else if (!order_text_is_clean(field))
        input_fault(errors, prefix, row->name, "must be text without control characters");
}

static void input_read_texts(const cJSON *object, const char *prefix, const struct input_text *rows, void *target,
                             struct order_errors *errors)
{
    for (; rows->name; rows++) input_read_text(object, prefix, rows, target, errors);
}

/* One '@' with something on both sides, a dot inside the domain, no blanks: what a form can tell. Whether mail arrives
 * there only a mail can. */
static bool input_email_is_plausible(const char *email)
{
    const char *at = strchr(email, '@'), *dot;

    if (!at || at == email || strchr(at + 1, '@') || strpbrk(email, " \t<>,;\"")) return false;
    dot = strrchr(at, '.');
    return dot && dot > at + 1 && at[1] != '.' && dot[1] != '\0';
}

static void input_check_email(const struct order *order, struct order_errors *errors)
{
    if (*order->customer_email && !input_email_is_plausible(order->customer_email))
        input_fault(errors, "", "customerEmail", "must be an e-mail address");
}

static void input_read_payment_method(const cJSON *body, struct order *order, struct order_errors *errors)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(body, "paymentMethod");
    const char *method = member && !cJSON_IsNull(member) ? cJSON_GetStringValue(member) : "card";

    if (!method || (strcmp(method, "card") && strcmp(method, "paypal")))
        input_fault(errors, "", "paymentMethod", "must be \"card\" or \"paypal\"");
    else snprintf(order->payment_method, sizeof order->payment_method, "%s", method);
}

/* --- items ---------------------------------------------------------------------------------------------------- */

static void input_read_quantity(const cJSON *object, const char *prefix, struct order_item *item,
                                struct order_errors *errors)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, "quantity");
    double quantity = cJSON_IsNumber(member) ? member->valuedouble : 0;

    if (!member || cJSON_IsNull(member)) input_fault(errors, prefix, "quantity", "is required");
    else if (quantity < 1 || quantity > ORDER_QUANTITY_MAX || quantity != floor(quantity))
        input_fault(errors, prefix, "quantity", "must be an integer from 1 to %d", ORDER_QUANTITY_MAX);
    else item->quantity = (int)quantity;
}

static void input_read_price(const cJSON *object, const char *prefix, struct order_item *item,
                             struct order_errors *errors)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, "price");
    enum money_fault fault =
        cJSON_IsNumber(member) ? money_from_double(member->valuedouble, &item->price_cents) : MONEY_NOT_A_NUMBER;

    if (!member || cJSON_IsNull(member)) {
        input_fault(errors, prefix, "price", "is required");
        return;
    }
    switch (fault) {
    case MONEY_OK:
        if (item->price_cents == 0) input_fault(errors, prefix, "price", "must be more than 0");
        break;
    case MONEY_NOT_A_NUMBER: input_fault(errors, prefix, "price", "must be a number"); break;
    case MONEY_TOO_MANY_DECIMALS: input_fault(errors, prefix, "price", "must have at most 2 decimals"); break;
    case MONEY_OUT_OF_RANGE: input_fault(errors, prefix, "price", "must be more than 0 and below 10000000000"); break;
    }
}

static void input_read_item(const cJSON *object, int index, struct order *order, struct order_errors *errors)
{
    struct order_item *item = &order->items[index];
    char prefix[32];

    snprintf(prefix, sizeof prefix, "items[%d]", index);
    if (!cJSON_IsObject(object)) {
        input_fault(errors, prefix, "", "must be an object");
        return;
    }
    snprintf(prefix, sizeof prefix, "items[%d].", index);
    input_read_texts(object, prefix, input_item_texts, item, errors);
    input_read_quantity(object, prefix, item, errors);
    input_read_price(object, prefix, item, errors);
    if (!money_add_product(&order->total_cents, item->price_cents, item->quantity) && errors->count == 0)
        input_fault(errors, "items", "", "must add up to less than 10000000000");
}

static void input_read_items(const cJSON *body, struct order *order, struct order_errors *errors)
{
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(body, "items"), *item;
    int count = cJSON_GetArraySize(items);

    if (!items || cJSON_IsNull(items)) input_fault(errors, "items", "", "is required");
    else if (!cJSON_IsArray(items) || count < 1 || count > ORDER_ITEMS_MAX)
        input_fault(errors, "items", "", "must be an array of 1 to %d items", ORDER_ITEMS_MAX);
    else {
        cJSON_ArrayForEach(item, items) input_read_item(item, order->item_count++, order, errors);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------ */

static void input_read_address(const cJSON *body, struct order *order, struct order_errors *errors)
{
    const cJSON *address = cJSON_GetObjectItemCaseSensitive(body, "shippingAddress");

    if (!address || cJSON_IsNull(address)) input_fault(errors, "shippingAddress", "", "is required");
    else if (!cJSON_IsObject(address)) input_fault(errors, "shippingAddress", "", "must be an object");
    else input_read_texts(address, "shippingAddress.", input_address_texts, &order->address, errors);
}

bool order_input_read(const cJSON *body, struct order *order, struct order_errors *errors)
{
    memset(order, 0, sizeof *order);
    memset(errors, 0, sizeof *errors);
    if (!cJSON_IsObject(body)) {
        input_fault(errors, "body", "", "must be a JSON object");
        return false;
    }
    input_read_texts(body, "", input_order_texts, order, errors);
    input_check_email(order, errors);
    input_read_payment_method(body, order, errors);
    input_read_items(body, order, errors);
    input_read_address(body, order, errors);
    return errors->count == 0;
}
