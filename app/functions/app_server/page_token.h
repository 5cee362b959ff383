/* The opaque token that asks for a next page of orders: the place where the last one ended, as base64url of JSON. */
#ifndef APP_FUNCTIONS_APP_SERVER_PAGE_TOKEN_H
#define APP_FUNCTIONS_APP_SERVER_PAGE_TOKEN_H

#include "app/orders/order_ports.h"
#include "app/sdk/text.h"

enum { PAGE_TOKEN_MAX = 1024 };

void page_token_encode(const struct order_cursor *cursor, struct text *token);

/* Reads a token that belongs to a listing of `customer_id` (NULL: of everyone's orders). False for anything else. */
bool page_token_decode(const char *token, const char *customer_id, struct order_cursor *cursor);

#endif
