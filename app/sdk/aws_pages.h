/* Walking the pages of a list operation. The loop is
 *
 *     struct aws_pages pages = { 0 };
 *     while (aws_pages_next(&pages)) {
 *         … call with pages.token unless it is "" …
 *         aws_pages_advance(&pages, token of the answer, or NULL);
 *     }
 *
 * It ends with the page that has no token, after AWS_PAGES_MAX pages, or when a service hands the same token out
 * again. A loop left early needs nothing. */
#ifndef APP_SDK_AWS_PAGES_H
#define APP_SDK_AWS_PAGES_H

#include <stdbool.h>

enum { AWS_PAGES_MAX = 1000, AWS_PAGES_TOKEN_SIZE = 8192 };

struct aws_pages {
    char token[AWS_PAGES_TOKEN_SIZE];
    unsigned count;
    bool is_done;
};

bool aws_pages_next(struct aws_pages *pages);
void aws_pages_advance(struct aws_pages *pages, const char *next_token);

#endif
