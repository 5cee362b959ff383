/* The links of a confirmation and of an unsubscription, as a person follows them: a call through the door, and a
 * small page. */
#include "emulator/services/sns/sns_pages.h"

#include <stdio.h>

#include "emulator/core/door.h"
#include "emulator/services/sns/sns_rules.h"

static void html_add(struct buf *b, struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '<') buf_add_text(b, "&lt;");
        else if (c == '&') buf_add_text(b, "&amp;");
        else buf_add_char(b, c);
    }
}

static void page(struct http_response *response, int status, const char *title, struct span detail)
{
    response->status = status;
    http_response_header(response, "Content-Type", "text/html; charset=utf-8");
    buf_printf(&response->body,
               "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title><body "
               "style=\"font-family:sans-serif;margin:3em\"><h1>%s</h1><p>",
               title, title);
    html_add(&response->body, detail);
    buf_add_text(&response->body, "</p></body></html>\n");
}

static struct span parameter(const struct http_request *request, const char *name)
{
    struct span value;

    return http_query(request, name, &value) ? http_decode(request->arena, value, true) : (struct span){ NULL, 0 };
}

/* The topic's owner, since who follows a link has no credentials; its token is what allows it. */
static struct identity owner_of(struct span arn)
{
    struct identity who = { .kind = IDENTITY_ANONYMOUS, .account = ACCOUNT_DEFAULT, .region = REGION_DEFAULT };
    struct arn parts;

    if (!arn_parse(arn, &parts)) return who;
    snprintf(who.region, sizeof who.region, "%.*s", SPAN_ARG(parts.region));
    snprintf(who.account, sizeof who.account, "%.*s", SPAN_ARG(parts.account));
    return who;
}

int sns_open_confirmation(struct call *link)
{
    const struct http_request *request = link->request;
    struct span topic = parameter(request, "TopicArn");
    struct identity who = owner_of(topic);
    struct call *c = door_open("sns", "ConfirmSubscription", &who, request->endpoint);

    doc_put_str(c->in, "TopicArn", topic);
    doc_put_str(c->in, "Token", parameter(request, "Token"));
    if (door_call(c) == 0) page(link->response, 200, "Subscription confirmed!", doc_get_str(c->out, "SubscriptionArn"));
    else
        page(link->response, c->fault.kind->status, "The subscription could not be confirmed",
             span_of(c->fault.message));
    call_free(c);
    return 0;
}

int sns_open_unsubscribe(struct call *link)
{
    const struct http_request *request = link->request;
    struct span arn = parameter(request, "SubscriptionArn");
    struct identity who = owner_of(arn);
    struct call *c = door_open("sns", "Unsubscribe", &who, request->endpoint);

    doc_put_str(c->in, "SubscriptionArn", arn);
    if (door_call(c) == 0) page(link->response, 200, "Subscription removed!", arn);
    else
        page(link->response, c->fault.kind->status, "The subscription could not be removed", span_of(c->fault.message));
    call_free(c);
    return 0;
}

bool sns_confirmation_matches(const struct http_request *request)
{
    return span_is(request->path, "/confirmation.html") && span_is(request->method, "GET");
}

bool sns_unsubscribe_matches(const struct http_request *request)
{
    return span_is(request->path, "/unsubscribe.html") && span_is(request->method, "GET");
}
