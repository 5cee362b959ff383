/* Reading a new order out of JSON. Texts are rows of tables; numbers, items and the address have a function each. */
#include "app/orders/order_input.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

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
    { "customerId", offsetof(struct order, customer_id), sizeof((struct order *)0)->customer_id, true },
    INPUT_TEXT("customerName", order, customer_name),
    INPUT_TEXT("customerEmail", order, customer_email),
    { "customerPhone", offsetof(struct order, customer_phone), sizeof((struct order *)0)->customer_phone, true },
    { 0 },
};

static const struct input_text input_item_texts[] = {
    INPUT_TEXT("productId", order_item, product_id),
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

static void errors_add(struct order_errors *errors, const char *field, const char *message)
{
    struct order_error *error = &errors->list[errors->count];

    if (errors->count == ORDER_ERRORS_MAX) return;
    errors->count++;
    snprintf(error->field, sizeof error->field, "%s", field);
    snprintf(error->message, sizeof error->message, "%s", message);
}

void order_errors_add(struct order_errors *errors, const char *message, const char *field, ...)
{
    char name[sizeof errors->list->field];
    va_list arguments;

    va_start(arguments, field);
    vsnprintf(name, sizeof name, field, arguments);
    va_end(arguments);
    errors_add(errors, name, message);
}

static void __attribute__((format(printf, 4, 5)))
input_fault(struct order_errors *errors, const char *prefix, const char *name, const char *format, ...)
{
    char field[sizeof errors->list->field], message[sizeof errors->list->message];
    va_list arguments;

    snprintf(field, sizeof field, "%s%s", prefix, name);
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    errors_add(errors, field, message);
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

/* The part before the '@': characters that need no quotes (RFC 5322, atext), with single dots between them. */
static bool input_email_local_is_plausible(const char *local, size_t length)
{
    static const char atext[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+/=?^_`{|}~-";
    size_t i;

    if (length < 1 || length > 64 || local[0] == '.' || local[length - 1] == '.') return false;
    for (i = 0; i < length; i++)
        if (local[i] == '.' ? local[i - 1] == '.' : !strchr(atext, local[i])) return false;
    return true;
}

/* A domain: two labels or more of letters, digits and inner hyphens (RFC 1123). */
static bool input_domain_is_plausible(const char *domain)
{
    size_t labels = 0, length;

    for (;; domain += length + 1, labels++) {
        length = strcspn(domain, ".");
        if (length < 1 || length > 63 || domain[0] == '-' || domain[length - 1] == '-') return false;
        if (strspn(domain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") < length) return false;
        if (!domain[length]) return labels >= 1;
    }
}

/* What a form can tell. Whether mail arrives there only a mail can. */
static bool input_email_is_plausible(const char *email)
{
    const char *at = strchr(email, '@');

    return at && input_email_local_is_plausible(email, (size_t)(at - email)) && input_domain_is_plausible(at + 1);
}

/* E.164: a plus and up to 15 digits, the first of them not 0. */
static bool input_phone_is_plausible(const char *phone)
{
    size_t digits = strspn(phone + 1, "0123456789");

    return phone[0] == '+' && phone[1] != '0' && digits >= 8 && digits <= 15 && !phone[1 + digits];
}

static void input_check_contacts(const struct order *order, struct order_errors *errors)
{
    if (*order->customer_email && !input_email_is_plausible(order->customer_email))
        input_fault(errors, "", "customerEmail", "must be an e-mail address");
    if (*order->customer_phone && !input_phone_is_plausible(order->customer_phone))
        input_fault(errors, "", "customerPhone", "must be a phone number such as +15551234567");
}

/* A member that is one of a few words. */
struct input_choice {
    const char *word;
    const char *value;
};

/* Copies the value of the word that the member is, in any case of its letters; `otherwise` where there is none. */
static void input_read_choice(const cJSON *body, const char *name, const struct input_choice *choices,
                              const char *otherwise, char *field, size_t size, struct order_errors *errors)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(body, name);
    const char *word = cJSON_GetStringValue(member);
    char known[96] = "";
    int i;

    if (!member || cJSON_IsNull(member)) {
        snprintf(field, size, "%s", otherwise);
        return;
    }
    for (i = 0; choices[i].word; i++) {
        size_t length = strlen(known);

        if (word && !strcasecmp(word, choices[i].word)) {
            snprintf(field, size, "%s", choices[i].value);
            return;
        }
        snprintf(known + length, sizeof known - length, "%s\"%s\"",
                 !i                    ? ""
                 : choices[i + 1].word ? ", "
                                       : " or ",
                 choices[i].word);
    }
    input_fault(errors, "", name, "must be %s", known);
}

static void input_read_choices(const cJSON *body, struct order *order, struct order_errors *errors)
{
    static const struct input_choice methods[] = {
        { "card", "card" }, { "stripe", "stripe" }, { "paypal", "paypal" }, { 0 }
    };
    static const struct input_choice carriers[] = { { "fedex", "FedEx" }, { "ups", "UPS" }, { "dhl", "DHL" }, { 0 } };

    input_read_choice(body, "paymentMethod", methods, "card", order->payment_method, sizeof order->payment_method,
                      errors);
    input_read_choice(body, "carrier", carriers, "", order->carrier, sizeof order->carrier, errors);
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
    input_check_contacts(order, errors);
    input_read_choices(body, order, errors);
    input_read_items(body, order, errors);
    input_read_address(body, order, errors);
    return errors->count == 0;
}

bool order_input_has_nul(const char *json, size_t length)
{
    size_t i;

    if (memchr(json, '\0', length)) return true;
    for (i = 0; i + 5 < length; i++) {
        if (json[i] != '\\') continue;
        if (!memcmp(json + i, "\\u0000", 6)) return true;
        i++; /* what is escaped starts no escape */
    }
    return false;
}
