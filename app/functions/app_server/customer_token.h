/* The token by which a customer reads a list of their orders: who they are and until when, signed with the shop's own
 * key.
 *
 *     v1.CUSTOMER.EXPIRY.SIGNATURE    base64url of the customerId, seconds since the epoch, base64url of HMAC-SHA-256
 *
 * From the same key come the ids of orders and customers that are asked for under an Idempotency-Key: the same for the
 * same key and address, and not to be guessed by others. */
#ifndef APP_FUNCTIONS_APP_SERVER_CUSTOMER_TOKEN_H
#define APP_FUNCTIONS_APP_SERVER_CUSTOMER_TOKEN_H

#include "app/orders/order.h"
#include "app/sdk/text.h"

enum { CUSTOMER_TOKEN_MAX = 512, SHOP_KEY_BYTES = 32 };

void customer_token_write(const unsigned char key[SHOP_KEY_BYTES], const char *customer_id, int64_t now_ms,
                          struct text *token);

/* False for a token that is not of this key, or not valid any more. */
bool customer_token_read(const unsigned char key[SHOP_KEY_BYTES], const char *token, int64_t now_ms,
                         char customer_id[ORDER_CODE_SIZE]);

/* An id that follows from the three. `what` keeps ids of different things apart: "order". */
void customer_key_id(const unsigned char key[SHOP_KEY_BYTES], const char *what, const char *email,
                     const char *idempotency_key, char id[ORDER_ID_SIZE]);

#endif
