/* The frame of a simulated partner. */
#include "app/simulators/simulator.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* A request on its way. */
struct simulator_call {
    const struct simulator_service *service;
    const struct simulator_request *request;
    const struct simulator_resource *resource;
    const cJSON *input; /* of a post */
    struct simulator_reply *reply;
};

const char *simulator_string(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

unsigned simulator_name(const char *prefix, const char *seed, unsigned length, char *name, size_t size)
{
    uint64_t hash = UINT64_C(14695981039346656037), first;
    char digits[33];

    for (const char *c = seed; *c; c++) hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    first = hash;
    hash = (hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    snprintf(digits, sizeof digits, "%016" PRIX64 "%016" PRIX64, first, hash);
    snprintf(name, size, "%s%.*s", prefix, (int)length, digits);
    return (unsigned)(hash >> 56);
}

/* --- answers -------------------------------------------------------------------------------------------------- */

static void call_answer_text(struct simulator_call *call, int status, const char *text)
{
    call->reply->status = status;
    call->reply->text = strdup(text);
    if (!call->reply->text) abort();
}

/* Answers with the body, which is deleted. */
static void call_answer(struct simulator_call *call, int status, cJSON *body)
{
    char *text = cJSON_PrintUnformatted(body);

    if (!text) abort();
    call_answer_text(call, status, text);
    cJSON_free(text);
    cJSON_Delete(body);
}

static void call_answer_message(struct simulator_call *call, int status, const char *message)
{
    cJSON *body = cJSON_CreateObject();

    cJSON_AddStringToObject(body, "message", message);
    call_answer(call, status, body);
}

static void call_answer_unknown(struct simulator_call *call)
{
    call_answer_message(call, 503, "The ledger is full, or cannot be read or written.");
}

void simulator_reply_release(struct simulator_reply *reply)
{
    free(reply->text);
    *reply = (struct simulator_reply){ 0 };
}

/* --- the work ------------------------------------------------------------------------------------------------- */

static const struct simulator_test_value *call_test_value(const struct simulator_call *call)
{
    static const struct simulator_test_value none = { "", SIMULATOR_BEHAVES, NULL };
    const char *customer = simulator_string(call->input, "customerId");
    const struct simulator_test_value *value = call->resource->test_values;

    if (!call->service->heeds_test_values) return &none;
    for (; customer && value->customer_prefix; value++)
        if (!strncmp(customer, value->customer_prefix, strlen(value->customer_prefix))) return value;
    return &none;
}

static cJSON *call_mark(void *context)
{
    (void)context;
    return cJSON_CreateObject();
}

/* Is this the first request under the key? */
static bool call_is_first(const struct simulator_call *call)
{
    const struct simulator_ledger *ledger = &call->service->ledger;
    char key[SIMULATOR_KEY_SIZE];
    bool is_new = false;

    snprintf(key, sizeof key, "%.40s %.*s", call->resource->path, SIMULATOR_KEY_SIZE - 42, call->request->key);
    cJSON_Delete(ledger->entry(ledger->self, "seen", key, call_mark, NULL, &is_new));
    return is_new;
}

/* With chaos, what may become of any request. */
static enum simulator_behaviour call_chaos(const struct simulator_call *call)
{
    static const enum simulator_behaviour list[] = {
        SIMULATOR_IS_DOWN,        SIMULATOR_IS_LATE,       SIMULATOR_LOSES_ANSWERS,
        SIMULATOR_TALKS_NONSENSE, SIMULATOR_ANSWERS_TWICE,
    };
    int percent = call->service->chaos_percent;
    unsigned dice[2];

    if (!percent || getrandom(dice, sizeof dice, 0) != (ssize_t)sizeof dice) return SIMULATOR_BEHAVES;
    if (dice[0] % 100 >= (unsigned)percent) return SIMULATOR_BEHAVES;
    return list[dice[1] % (sizeof list / sizeof *list)];
}

/* How this one request is met. */
static enum simulator_behaviour call_behaviour(const struct simulator_call *call,
                                               const struct simulator_test_value *value)
{
    switch (value->behaviour) {
    case SIMULATOR_BEHAVES: return call_chaos(call);
    case SIMULATOR_IS_FLAKY: return call_is_first(call) ? SIMULATOR_IS_DOWN : SIMULATOR_BEHAVES;
    case SIMULATOR_IS_SLOW: return call_is_first(call) ? SIMULATOR_IS_LATE : SIMULATOR_BEHAVES;
    case SIMULATOR_REFUSES:
    case SIMULATOR_IS_DOWN:
    case SIMULATOR_IS_LATE:
    case SIMULATOR_LOSES_ANSWERS:
    case SIMULATOR_TALKS_NONSENSE:
    case SIMULATOR_ANSWERS_TWICE:
    case SIMULATOR_IS_WORDY:
    case SIMULATOR_COMPLAINS: break;
    }
    return value->behaviour;
}

static void call_refuse_wordily(struct simulator_call *call)
{
    char reason[400];
    size_t i;

    /* two bytes a character, so that whoever cuts at an odd byte cuts one in two */
    snprintf(reason, sizeof reason, "no\n\001");
    for (i = strlen(reason); i + 2 < sizeof reason; i += 2) memcpy(reason + i, "\xc3\xa9", 3);
    call_answer_message(call, call->resource->refusal_status, reason);
}

static cJSON *call_work(void *context)
{
    const struct simulator_call *call = context;

    return call->resource->work(call->input);
}

/* Does the work, if it was not done before, and answers as the behaviour has it. */
static void call_do_work(struct simulator_call *call, enum simulator_behaviour behaviour)
{
    const struct simulator_ledger *ledger = &call->service->ledger;
    bool is_new = false;
    cJSON *entry = ledger->entry(ledger->self, call->resource->path, call->request->key, call_work, call, &is_new);
    int status = is_new ? 201 : 200;

    call->reply->is_late = behaviour == SIMULATOR_IS_LATE;
    call->reply->is_twice = behaviour == SIMULATOR_ANSWERS_TWICE;
    if (!entry) call_answer_unknown(call);
    else if (behaviour == SIMULATOR_TALKS_NONSENSE) call_answer_text(call, status, "<html>{\"transactionId\":");
    else if (behaviour == SIMULATOR_LOSES_ANSWERS) call_answer_message(call, 503, "The answer was lost.");
    else {
        call_answer(call, status, entry);
        return;
    }
    cJSON_Delete(entry);
}

static void call_do(struct simulator_call *call)
{
    const struct simulator_test_value *value = call_test_value(call);
    enum simulator_behaviour behaviour = call_behaviour(call, value);

    switch (behaviour) {
    case SIMULATOR_REFUSES: call_answer_message(call, call->resource->refusal_status, value->message); return;
    case SIMULATOR_IS_DOWN:
        call_answer_message(call, 503, value->message ? value->message : "The system is down.");
        return;
    case SIMULATOR_COMPLAINS: call_answer_message(call, 400, value->message); return;
    case SIMULATOR_IS_WORDY: call_refuse_wordily(call); return;
    case SIMULATOR_BEHAVES:
    case SIMULATOR_IS_FLAKY:
    case SIMULATOR_IS_SLOW:
    case SIMULATOR_IS_LATE:
    case SIMULATOR_LOSES_ANSWERS:
    case SIMULATOR_TALKS_NONSENSE:
    case SIMULATOR_ANSWERS_TWICE: break;
    }
    call_do_work(call, behaviour);
}

/* Checks the request against what it builds on, and does it. */
static void call_post_valid(struct simulator_call *call)
{
    const struct simulator_ledger *ledger = &call->service->ledger;
    const char *basis_path = call->resource->basis, *fault;
    cJSON *basis = NULL;

    if (basis_path && !ledger->find(ledger->self, basis_path, call->request->key, &basis)) call_answer_unknown(call);
    else if (basis_path && !basis) call_answer_message(call, 422, "Nothing was done under this key yet.");
    else if ((fault = call->resource->check(call->input, basis))) call_answer_message(call, 400, fault);
    else call_do(call);
    cJSON_Delete(basis);
}

static void call_post(struct simulator_call *call)
{
    const struct simulator_request *request = call->request;
    bool has_body = request->length && request->length <= SIMULATOR_BODY_MAX;
    cJSON *input = has_body ? cJSON_ParseWithLength(request->body, request->length) : NULL;

    call->input = input;
    if (!request->key || !*request->key || strlen(request->key) >= SIMULATOR_KEY_SIZE - 42)
        call_answer_message(call, 400, "The header Idempotency-Key is missing or too long.");
    else if (!cJSON_IsObject(input)) call_answer_message(call, 400, "The body must be a JSON object of at most 1 MB.");
    else call_post_valid(call);
    cJSON_Delete(input);
}

/* --- looking -------------------------------------------------------------------------------------------------- */

static void call_list(struct simulator_call *call)
{
    const struct simulator_ledger *ledger = &call->service->ledger;
    const char *order_id = call->request->order_id;
    cJSON *list;

    if (order_id && strlen(order_id) >= SIMULATOR_KEY_SIZE) {
        call_answer_message(call, 400, "The orderId is too long.");
        return;
    }
    list = ledger->list(ledger->self, call->resource->path, order_id);
    if (list) call_answer(call, 200, list);
    else call_answer_message(call, 501, "No list is kept here: ask for one by its key.");
}

/* What was done under a key. */
static void call_look_up(struct simulator_call *call, const char *key)
{
    const struct simulator_ledger *ledger = &call->service->ledger;
    cJSON *entry = NULL;

    if (!ledger->find(ledger->self, call->resource->path, key, &entry)) call_answer_unknown(call);
    else if (entry) call_answer(call, 200, entry);
    else call_answer_message(call, 404, "Nothing was done under this key.");
}

/* Answers what is asked of a resource; `rest` is what follows its path: "" or "/KEY". */
static void call_serve(struct simulator_call *call, const char *rest)
{
    bool is_get = !strcmp(call->request->method, "GET");

    if (is_get && *rest) call_look_up(call, rest + 1);
    else if (is_get) call_list(call);
    else if (!*rest && !strcmp(call->request->method, "POST")) call_post(call);
    else call_answer_message(call, 405, "This path does not know the method.");
}

static void call_health(struct simulator_call *call)
{
    cJSON *body = cJSON_CreateObject();

    cJSON_AddStringToObject(body, "status", "ok");
    call_answer(call, 200, body);
}

void simulator_answer(const struct simulator_service *service, const struct simulator_request *request,
                      struct simulator_reply *reply)
{
    struct simulator_call call = { service, request, service->simulator->resources, NULL, reply };
    const struct simulator_resource *end = call.resource + SIMULATOR_RESOURCES_MAX;

    *reply = (struct simulator_reply){ 0 };
    if (!strcmp(request->method, "GET") && !strcmp(request->path, "/health")) {
        call_health(&call);
        return;
    }
    for (; call.resource < end && call.resource->path; call.resource++) {
        size_t length = strlen(call.resource->path);
        const char *rest = request->path + length;

        if (strncmp(request->path, call.resource->path, length) != 0 || (*rest && (*rest != '/' || !rest[1]))) continue;
        call_serve(&call, rest);
        return;
    }
    call_answer_message(&call, 404, "There is nothing at this path.");
}
