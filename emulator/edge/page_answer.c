/* JSON for people and scripts. */
#include "emulator/edge/page_answer.h"

#include "emulator/base/json.h"

void page_answer(struct http_response *response, int status, const struct doc *d)
{
    response->status = status;
    http_response_header(response, "Content-Type", "application/json");
    json_write(&response->body, d);
    buf_add_char(&response->body, '\n');
}

void page_refuse(struct http_response *response, int status, struct span message)
{
    struct doc *d = doc_map(response->arena);

    doc_put_str(d, "message", message);
    page_answer(response, status, d);
}
