/* Walking the pages of a list operation. */
#include "app/sdk/aws_pages.h"

#include <string.h>

#include "app/sdk/text.h"

bool aws_pages_next(struct aws_pages *pages)
{
    if (pages->is_done || pages->count == AWS_PAGES_MAX) return false;
    pages->count++;
    pages->is_done = true; /* unless a next page is announced */
    return true;
}

void aws_pages_advance(struct aws_pages *pages, const char *next_token)
{
    if (!next_token || !*next_token || !strcmp(next_token, pages->token)) return;
    pages->is_done = !text_copy(pages->token, sizeof pages->token, next_token);
}
