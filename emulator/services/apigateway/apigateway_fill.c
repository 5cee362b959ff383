/* A variable's name ends where no letter, digit, underscore or dot follows; a dot at its end is the text's. */
#include "emulator/services/apigateway/apigateway_fill.h"

#include "emulator/services/apigateway/apigateway_context.h"

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static struct span name_of(struct span text)
{
    size_t size = 0;

    while (size < text.size && is_of_name(text.data[size])) size++;
    while (size && text.data[size - 1] == '.') size--;
    return span_sub(text, 0, size);
}

static bool value_of(struct api_request *r, struct span name, struct span *value)
{
    static const char context[] = "context.", variables[] = "stageVariables.";

    if (span_starts(name, context)) {
        *value = api_context_value(r, span_sub(name, sizeof context - 1, SIZE_MAX));
        return true;
    }
    if (!span_starts(name, variables)) return false;
    *value =
        doc_text(doc_get_span(r->live ? r->live->variables : NULL, span_sub(name, sizeof variables - 1, SIZE_MAX)));
    return true;
}

void api_fill(struct api_request *r, struct span text, const char *missing, struct buf *out)
{
    while (text.size) {
        size_t dollar = span_find(text, '$');
        struct span name, value;
        buf_add_span(out, span_sub(text, 0, dollar));
        if (dollar == text.size) return;
        text = span_sub(text, dollar + 1, SIZE_MAX);
        name = name_of(text);
        if (!value_of(r, name, &value)) {
            buf_add_char(out, '$');
            continue;
        }
        if (value.data) buf_add_span(out, value);
        else buf_add_text(out, missing);
        text = span_sub(text, name.size, SIZE_MAX);
    }
}
