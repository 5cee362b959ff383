/* The page makes a call of ReceiveMessage that is never run, fills its output by itself, and lets a codec write it. */
#include "emulator/services/sqs/sqs_pages.h"

#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/services/sqs/sqs_store_fifo.h"
#include "emulator/store/store.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/json_shape.h"

#define MESSAGES_MAX 1000
#define BYTES_MAX    (16 << 20)
#define PIECE        10

struct look {
    struct span url; /* of the queue; or the parts of the path */
    struct sqs_address address;
    bool is_ours, shows_invisible, shows_delayed;
};

/* --- the request -------------------------------------------------------------------------------------------------- */

/* A parameter of the query string, or of a form. */
static struct span parameter(const struct http_request *request, const char *name)
{
    struct http_request form = { .query = request->body };
    struct span value;

    if (http_query(request, name, &value)) return http_decode(request->arena, value, true);
    if (span_starts(http_header(request, "Content-Type"), "application/x-www-form-urlencoded") &&
        http_query(&form, name, &value))
        return http_decode(request->arena, value, true);
    return (struct span){ NULL, 0 };
}

static bool is_shown(const struct http_request *request, const char *name, bool otherwise)
{
    struct span value = parameter(request, name);

    return value.data ? span_is_nocase(value, "true") || span_is(value, "1") : otherwise;
}

static const char path_of_queue[] = "/_aws/sqs/messages/";

static void look_read(const struct http_request *request, struct look *l)
{
    struct span rest = request->path;

    *l = (struct look){ .is_ours = span_starts(request->path, "/_nube/") };
    l->shows_invisible = is_shown(request, "ShowInvisible", l->is_ours);
    l->shows_delayed = is_shown(request, "ShowDelayed", l->is_ours);
    if (span_starts(rest, path_of_queue) &&
        !span_is(rest, path_of_queue)) { /* a client puts a slash behind its endpoint */
        rest = http_decode(request->arena, span_sub(rest, sizeof path_of_queue - 1, SIZE_MAX), false);
        if (span_split(&rest, '/', &l->address.region) && span_split(&rest, '/', &l->address.account))
            l->address.name = rest;
        return;
    }
    l->url = parameter(request, "QueueUrl");
    if (!l->url.data && http_header(request, "X-Amz-Target").size)
        l->url = doc_get_str(json_parse(request->arena, request->body, NULL), "QueueUrl");
    if (!sqs_url_split(l->url, &l->address))
        l->address = (struct sqs_address){ .account = SPAN(ACCOUNT_DEFAULT), .name = l->url };
    if (!l->address.region.data) l->address.region = SPAN(REGION_DEFAULT);
}

/* --- the messages ------------------------------------------------------------------------------------------------- */

static void put_message(struct call *c, const struct sqs_queue *q, const struct look *l, const struct sqs_message *m)
{
    int64_t delay_ms = q->is_fifo ? sqs_delay_ms(q) : 0;
    bool is_delayed = !m->nonce && m->visible_ms + delay_ms > c->now_ms,
         is_invisible =
             (m->nonce && m->visible_ms > c->now_ms) || (q->is_fifo && sqs_store_group_is_blocked(c, q->box, m->group));
    struct doc *out, *attributes;

    if ((is_delayed && !l->shows_delayed) || (is_invisible && !is_delayed && !l->shows_invisible)) return;
    if (m->sent_ms + sqs_retention_ms(q) <= c->now_ms) return;
    out = sqs_message_put(c, doc_get(c->out, "Messages"), q, m);
    doc_put_cstr(out, "ReceiptHandle", "SQS/BACKDOOR/ACCESS"); /* as LocalStack has it: it is none */
    attributes = doc_get(out, "Attributes");
    if (l->shows_invisible) doc_put_cstr(attributes, "IsVisible", is_invisible ? "false" : "true");
    if (l->shows_delayed) doc_put_cstr(attributes, "IsDelayed", is_delayed ? "true" : "false");
}

static int look(struct call *c, const struct look *l)
{
    int64_t after_ms = INT64_MIN, after_row = 0;
    struct sqs_message m[PIECE];
    struct sqs_queue q;
    size_t bytes = 0;
    int n;

    if (!sqs_store_queue_find(c, l->address.account, l->address.region, l->address.name, &q))
        return fault(c, &sqs_queue_does_not_exist, "The specified queue does not exist.");
    doc_put_list(c->out, "Messages");
    do {
        n = sqs_store_messages_all(c, q.box, after_ms, after_row, PIECE, m);
        for (int i = 0; i < n; i++) {
            bytes += m[i].body.size + m[i].attributes.size;
            put_message(c, &q, l, &m[i]);
            after_ms = m[i].sent_ms;
            after_row = m[i].row;
        }
    } while (n == PIECE && bytes < BYTES_MAX && doc_count(doc_get(c->out, "Messages")) < MESSAGES_MAX);
    return 0;
}

/* --- JSON in the form of LocalStack's: the XML's elements as members, one as a value, several as a list ----------- */

static struct doc *one_or_many(struct doc *list)
{
    return doc_count(list) == 1 ? doc_at(list, 0) : list;
}

static void put_pairs(struct arena *a, struct doc *into, const char *name, const struct doc *map)
{
    struct doc *pairs = doc_list(a);

    for (size_t i = 0; i < doc_count(map); i++) {
        struct doc *pair = doc_append_map(pairs);
        doc_put_str(pair, "Name", map->map.members[i].name);
        doc_put(pair, "Value", map->map.members[i].value);
    }
    if (doc_count(pairs)) doc_put(into, name, one_or_many(pairs));
}

static struct doc *elements_of(struct call *c)
{
    struct doc *messages = doc_get(c->out, "Messages"), *list = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(messages); i++) {
        struct doc *m = doc_shallow(&c->arena, doc_at(messages, i));
        put_pairs(&c->arena, m, "Attribute", doc_get(m, "Attributes"));
        put_pairs(&c->arena, m, "MessageAttribute", doc_get(m, "MessageAttributes"));
        doc_remove(m, SPAN("Attributes"));
        doc_remove(m, SPAN("MessageAttributes"));
        doc_append(list, m);
    }
    return list;
}

static void write_elements(struct call *c, struct http_response *response)
{
    struct doc *root = doc_map(&c->arena), *answer, *messages;

    http_response_header(response, "Content-Type", "application/json");
    if (c->fault.kind) {
        struct doc *error = doc_put_map(doc_put_map(root, "ErrorResponse"), "Error");
        struct fault_words words = fault_words(&c->fault, PROTOCOL_QUERY);
        response->status = words.status;
        doc_put_cstr(error, "Type", words.blame);
        doc_put_cstr(error, "Code", words.code);
        doc_put_str(error, "Message", words.message);
    } else {
        answer = doc_put_map(root, "ReceiveMessageResponse");
        messages = elements_of(c);
        doc_put(answer, "ReceiveMessageResult", doc_null(&c->arena));
        if (doc_count(messages)) doc_put(doc_put_map(answer, "ReceiveMessageResult"), "Message", one_or_many(messages));
        doc_put_cstr(doc_put_map(answer, "ResponseMetadata"), "RequestId", c->request_id);
    }
    json_write(&response->body, root);
}

/* --- serving ------------------------------------------------------------------------------------------------------ */

static void write_plain(struct call *c, struct http_response *response)
{
    http_response_header(response, "Content-Type", "application/json");
    json_shape_write(&response->body, c->operation->output, c->out);
    buf_add_char(&response->body, '\n');
}

static void answer(const struct http_request *request, struct http_response *response, struct call *c, bool is_ours)
{
    struct span accept = http_header(request, "Accept");
    bool is_aws_json = http_header(request, "X-Amz-Target").size > 0;
    const struct codec *codec = is_aws_json || is_ours ? &aws_json_1_0 : &aws_query;

    if (is_ours && !is_aws_json && !c->fault.kind) write_plain(c, response);
    else if (!is_ours && !is_aws_json && span_starts(accept, "application/json")) write_elements(c, response);
    else if (c->fault.kind) codec->encode_fault(c, response);
    else codec->encode(c, response);
}

/* Clients that have this page for their endpoint call it as an operation. */
static bool is_other_operation(const struct http_request *request)
{
    struct span target = http_header(request, "X-Amz-Target"), action = parameter(request, "Action");

    return (target.size && !span_is(target, "AmazonSQS.ReceiveMessage")) ||
           (action.size && !span_is(action, "ReceiveMessage"));
}

void sqs_messages_show(const struct http_request *request, struct http_response *response)
{
    struct call *c = door_open("sqs", "ReceiveMessage", &identity_default, request->endpoint);
    struct look l;

    look_read(request, &l);
    doc_append_str(doc_put_list(c->in, "AttributeNames"), SPAN("All"));
    doc_append_str(doc_put_list(c->in, "MessageAttributeNames"), SPAN("All"));
    c->db = store_reader_take();
    if (is_other_operation(request)) fault(c, &sqs_invalid_request, "This endpoint only accepts ReceiveMessage calls");
    else if (!c->db) fault(c, &fault_internal, "The store could not be read.");
    else look(c, &l);
    if (c->db) store_reader_give(c->db);
    answer(request, response, c, l.is_ours);
    call_free(c);
}
