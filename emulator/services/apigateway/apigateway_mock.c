/* The template's object is JSON, or nearly so. */
#include "emulator/services/apigateway/apigateway_mock.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_answer.h"
#include "emulator/services/apigateway/apigateway_outgoing.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/* A text in quotes of that kind, as JSON's; its end, or 0 where it has none. */
static size_t quoted_copy(struct buf *out, struct span text, char quote)
{
    size_t at = 1;

    while (at < text.size && text.data[at] != quote) at += text.data[at] == '\\' ? 2 : 1;
    if (at >= text.size) return 0;
    buf_add_char(out, '"');
    buf_add_span(out, span_sub(text, 1, at - 1));
    buf_add_char(out, '"');
    return at + 1;
}

/* A word, in quotes when it is a name. */
static size_t word_copy(struct buf *out, struct span text)
{
    size_t size = 0, behind;
    bool is_name;

    while (size < text.size && is_of_word(text.data[size])) size++;
    for (behind = size; behind < text.size && strchr(" \t\r\n", text.data[behind]);) behind++;
    is_name = behind < text.size && text.data[behind] == ':';
    if (is_name) buf_add_char(out, '"');
    buf_add_span(out, span_sub(text, 0, size));
    if (is_name) buf_add_char(out, '"');
    return size;
}

/* The text with its names in double quotes. */
static struct span strict(struct arena *a, struct span text)
{
    struct buf out = { 0 };
    struct span whole;

    while (text.size) {
        char c = text.data[0];
        size_t taken = 0;
        if (c == '"' || c == '\'') taken = quoted_copy(&out, text, c);
        else if (is_of_word(c)) taken = word_copy(&out, text);
        if (!taken) buf_add_char(&out, c), taken = 1;
        text = span_sub(text, taken, SIZE_MAX);
    }
    whole = arena_span(a, buf_span(&out));
    buf_release(&out);
    return whole;
}

int api_mock_status(struct arena *a, struct span text)
{
    const struct doc *d = json_parse(a, text, NULL), *status;

    if (!d) d = json_parse(a, strict(a, text), NULL);
    status = doc_get(d, "statusCode");
    return doc_is(status, DOC_INT) && status->integer >= 100 && status->integer <= 999 ? (int)status->integer : 0;
}

int api_mock(struct api_request *r)
{
    struct api_backend_answer answer = { .body = SPAN("") };
    struct api_outgoing o;

    if (api_outgoing_make(r, &o)) return -1;
    answer.status = api_mock_status(r->arena, o.body);
    if (!answer.status)
        return api_refuse_configuration(r, "Unable to parse statusCode. It should be an integer that is defined in the "
                                           "request template.");
    return api_answer(r, &answer, arena_format(r->arena, "%d", answer.status));
}
