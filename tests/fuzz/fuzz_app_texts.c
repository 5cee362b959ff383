/* Small readers of the order application, by the first byte: amounts, tokens, texts of partners, XML and errors of AWS. */
#include "tests/fuzz/fuzz_app.h"

#include "app/functions/app_server/customer_token.h"
#include "app/functions/app_server/page_token.h"
#include "app/orders/money.h"
#include "app/orders/order_input.h"
#include "app/orders/order_text.h"
#include "app/sdk/aws_error.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_xml.h"

enum { TEXTS_MAX = 64 * 1024 };

static void fuzz_money(const char *input)
{
    char text[MONEY_TEXT_SIZE];
    int64_t cents, again;

    if (money_parse(input, &cents) != MONEY_OK) return;
    must_hold(cents >= 0 && cents <= MONEY_CENTS_MAX);
    money_format(cents, text);
    must_hold(money_parse(text, &again) == MONEY_OK && again == cents);
}

/* Nobody signs by chance. */
static void fuzz_tokens(const char *input)
{
    static const unsigned char key[SHOP_KEY_BYTES] = "0123456789abcdef0123456789abcde";
    char customer[ORDER_CODE_SIZE];
    struct order_cursor cursor;

    must_hold(!customer_token_read(key, input, 0, customer));
    if (page_token_decode(input, "customer-1", &cursor)) must_hold(order_id_is_valid(cursor.order_id));
    page_token_decode(input, NULL, &cursor);
}

static void fuzz_clean(const char *input)
{
    char field[37], whole[TEXTS_MAX];

    order_text_copy_clean(field, sizeof field, input);
    must_hold(order_text_is_clean(field));
    order_text_copy_clean(whole, sizeof whole, input);
    must_hold(order_text_is_clean(whole));
    if (order_text_is_clean(input) && strlen(input) < sizeof whole) must_hold(!strcmp(whole, input));
    order_text_is_visible(input);
}

static void fuzz_aws(const char *input, size_t size)
{
    struct aws_http_response response;
    struct aws_error error;
    struct text value;

    aws_http_response_init(&response);
    response.status = 400;
    text_append(&response.body, input, size);
    text_put(&response.headers, "x-amzn-ErrorType: ");
    text_append(&response.headers, input, size < 200 ? size : 200);
    text_put(&response.headers, "\r\n");
    aws_error_from_response(&error, &response);
    must_hold(*error.code);
    aws_http_response_release(&response);
    text_init(&value, TEXTS_MAX);
    aws_xml_text(input, "member", &value);
    aws_xml_after(input, "member");
    text_release(&value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *input = fuzz_string(size ? data + 1 : data, size ? size - 1 : 0);

    switch (size ? data[0] % 5 : 0) {
    case 0: fuzz_money(input); break;
    case 1: fuzz_tokens(input); break;
    case 2: fuzz_clean(input); break;
    case 3: fuzz_aws(input, strlen(input)); break;
    case 4: order_input_has_nul(input, size - 1); break;
    }
    free(input);
    return 0;
}
