/* Texts from outside: valid UTF-8 that may stand on one line. */
#ifndef APP_ORDERS_ORDER_TEXT_H
#define APP_ORDERS_ORDER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Is it valid UTF-8 (RFC 3629) without control characters (C0, DEL, C1), ends of lines (U+2028, U+2029) and marks that
 * turn the direction of what follows (U+202A to U+202E, U+2066 to U+2069)? */
bool order_text_is_clean(const char *text);

/* Is there anything to see in a clean text: a character that is no blank of any width? */
bool order_text_is_visible(const char *text);

/* Copies a text that others wrote for people to read: what is not clean in it becomes a blank, and what does not fit is
 * cut off at a character's end. NULL copies "". */
void order_text_copy_clean(char *field, size_t size, const char *source);

#endif
