/* A role with ten policies of twenty statements each, the right one last; its requests are signed once and sent over
 * and over. */
#include "tests/bench/iam.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/policy/policy_decide.h"
#include "tests/bench/load.h"

#define POLICIES   10
#define STATEMENTS 20
#define TABLE_ARN  "arn:aws:dynamodb:us-east-1:000000000000:table/BenchIam"

/* The last statement of the last allows what is asked; the others speak of other services, other actions, other
 * tables. */
static struct span policy_text(struct arena *a, int n)
{
    struct span text = SPAN("{\"Version\":\"2012-10-17\",\"Statement\":[");

    for (int i = 0; i < STATEMENTS; i++) {
        bool is_it = n == POLICIES - 1 && i == STATEMENTS - 1;
        const char *service = i % 3 == 0 ? "s3" : "dynamodb";
        text = arena_format(
            a,
            "%.*s%s{\"Sid\":\"S%d\",\"Effect\":\"Allow\",\"Action\":[\"%s:Get*\",\"%s:PutItem\"],\"Resource\":"
            "\"arn:aws:%s:us-east-1:000000000000:table/%s%s\"%s}",
            SPAN_ARG(text), i ? "," : "", i, service, service, is_it ? "dynamodb" : service,
            is_it ? "BenchIam" : "Other",
            is_it   ? ""
            : i % 2 ? "*"
                    : "1",
            i % 5 == 4 && !is_it ? ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}}" : "");
    }
    return arena_format(a, "%.*s]}", SPAN_ARG(text));
}

/* --- decisions, in process ---------------------------------------------------------------------------------------- */

static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    (void)context;
    (void)key;
    (void)values;
    return false;
}

/* Of the processor, so that what else runs does not count. */
static double cpu_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

void iam_decisions_report(double seconds)
{
    struct arena kept = { 0 }, work = { 0 };
    const struct policy *policies[POLICIES];
    struct policy_caller caller = { .who = WHO_ROLE, .account = SPAN("000000000000") };
    struct policy_context context = { .find = find, .arena = &work };
    struct policy_question q = { .caller = &caller,
                                 .action = SPAN("dynamodb:GetItem"),
                                 .resource = SPAN(TABLE_ARN),
                                 .context = &context,
                                 .identity = { policies, POLICIES } };
    double began = cpu_us(), taken = 0;
    long done = 0, failed = 0;

    for (int i = 0; i < POLICIES; i++)
        policies[i] = policy_compile(&kept, policy_text(&kept, i), POLICY_IDENTITY, NULL);
    for (; taken < seconds * 1e6; taken = cpu_us() - began)
        for (int i = 0; i < 100; i++, done++) {
            if (!policies[POLICIES - 1] || !policy_decide(&q).is_allowed) failed++;
            arena_reset(&work);
        }
    printf("\nPolicies in process, one thread\n  %-44s %9.3f us%s\n", "a decision over 10 policies of 20 statements",
           taken / (double)done, failed ? "   FAILURES" : "");
    arena_release(&kept);
    arena_release(&work);
}

/* --- signing (RFC of none: AWS's Signature Version 4) ------------------------------------------------------------- */

struct session {
    char key[64], secret[128], token[1024];
};

static struct span signature_of(struct arena *a, const struct session *s, const char *date, const char *scope,
                                const char *time_text, struct span canonical)
{
    unsigned char key[32];
    char *out = arena_alloc(a, 65);
    const char *const parts[] = { "us-east-1", "dynamodb", "aws4_request" };

    hmac_sha256(span_of(arena_printf(a, "AWS4%s", s->secret)), span_of(date), key);
    for (int i = 0; i < 3; i++) {
        unsigned char next[32];
        hmac_sha256((struct span){ (char *)key, 32 }, span_of(parts[i]), next);
        memcpy(key, next, 32);
    }
    hmac_sha256((struct span){ (char *)key, 32 },
                arena_format(a, "AWS4-HMAC-SHA256\n%s\n%s\n%s", time_text, scope, sha256_hex(a, canonical)), key);
    hex_encode(key, 32, out);
    return span_of(out);
}

static struct span signed_request(struct arena *a, int port, const struct session *s, const char *operation,
                                  const char *body)
{
    char time_text[32], date[16];
    time_t now = time(NULL);
    const char *scope, *headers;
    struct span signature;

    strftime(time_text, sizeof time_text, "%Y%m%dT%H%M%SZ", gmtime(&now));
    snprintf(date, sizeof date, "%.8s", time_text);
    scope = arena_printf(a, "%s/us-east-1/dynamodb/aws4_request", date);
    headers = arena_printf(a, "host:127.0.0.1:%d\nx-amz-date:%s\nx-amz-security-token:%s\n", port, time_text, s->token);
    signature = signature_of(a, s, date, scope, time_text,
                             arena_format(a, "POST\n/\n\n%s\nhost;x-amz-date;x-amz-security-token\n%s", headers,
                                          sha256_hex(a, span_of(body))));
    return arena_format(a,
                        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Amz-Target: DynamoDB_20120810.%s\r\nContent-Type: "
                        "application/x-amz-json-1.0\r\nX-Amz-Date: %s\r\nX-Amz-Security-Token: %s\r\nAuthorization: "
                        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-date;x-amz-security-token, "
                        "Signature=%.*s\r\nContent-Length: %zu\r\n\r\n%s",
                        port, operation, time_text, s->token, s->key, scope, SPAN_ARG(signature), strlen(body), body);
}

/* --- preparing ---------------------------------------------------------------------------------------------------- */

static struct span percent(struct arena *a, struct span text)
{
    struct span out = SPAN("");

    for (size_t i = 0; i < text.size; i++)
        out = arena_format(a, "%.*s%%%02X", SPAN_ARG(out), (unsigned char)text.data[i]);
    return out;
}

static bool query(int port, const char *service, const char *body, char *answer, size_t room)
{
    char request[65536];
    int size = snprintf(request, sizeof request,
                        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/aws4_request, "
                        "SignedHeaders=host, Signature=0\r\nContent-Length: %zu\r\n\r\n%s",
                        port, service, strlen(body), body);

    return load_once(port, request, (size_t)size, answer, room) == 200;
}

static void element(const char *answer, const char *name, char *out, size_t room)
{
    char open[64];
    const char *at;

    snprintf(open, sizeof open, "<%s>", name);
    at = strstr(answer, open);
    snprintf(out, room, "%.*s", at ? (int)strcspn(at + strlen(open), "<") : 0, at ? at + strlen(open) : "");
}

static bool role_make(struct arena *a, int port, struct session *s)
{
    static const char trust[] =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"000000000000\"},"
        "\"Action\":\"sts:AssumeRole\"}}";
    char answer[16384];

    if (!query(port, "iam",
               arena_printf(a, "Action=CreateRole&Version=2010-05-08&RoleName=bench&AssumeRolePolicyDocument=%s",
                            percent(a, span_of(trust)).data),
               answer, sizeof answer))
        return false;
    for (int i = 0; i < POLICIES; i++)
        if (!query(port, "iam",
                   arena_printf(a, "Action=CreatePolicy&Version=2010-05-08&PolicyName=bench%d&PolicyDocument=%s", i,
                                percent(a, policy_text(a, i)).data),
                   answer, sizeof answer) ||
            !query(port, "iam",
                   arena_printf(a,
                                "Action=AttachRolePolicy&Version=2010-05-08&RoleName=bench&PolicyArn="
                                "arn:aws:iam::000000000000:policy/bench%d",
                                i),
                   answer, sizeof answer))
            return false;
    if (!query(
            port, "sts",
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::000000000000:role/bench&RoleSessionName=bench",
            answer, sizeof answer))
        return false;
    element(answer, "AccessKeyId", s->key, sizeof s->key);
    element(answer, "SecretAccessKey", s->secret, sizeof s->secret);
    element(answer, "SessionToken", s->token, sizeof s->token);
    return true;
}

static bool table_make(int port)
{
    static const char body[] =
        "{\"TableName\":\"BenchIam\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":"
        "\"id\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]}";
    char request[2048], answer[8192];
    int size = snprintf(
        request, sizeof request,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Amz-Target: DynamoDB_20120810.CreateTable\r\nContent-Type: "
        "application/x-amz-json-1.0\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/"
        "aws4_request, SignedHeaders=host, Signature=0\r\nContent-Length: %zu\r\n\r\n%s",
        port, sizeof body - 1, body);

    return load_once(port, request, (size_t)size, answer, sizeof answer) == 200;
}

static bool mode_set(int port, const char *mode)
{
    char request[256], answer[1024];
    int size = snprintf(request, sizeof request,
                        "POST /_nube/iam/mode?mode=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 0\r\n\r\n",
                        mode, port);

    return load_once(port, request, (size_t)size, answer, sizeof answer) == 200;
}

/* --- measuring ---------------------------------------------------------------------------------------------------- */

static size_t same(char *out, size_t room, long n, void *arg)
{
    const struct span *request = arg;

    (void)n;
    if (request->size > room) return 0;
    memcpy(out, request->data, request->size);
    return request->size;
}

/* In turns, so that a noisy moment meets both. */
static void compare(int port, int connections, double seconds, const char *name, struct span request)
{
    double enforced = 0, off = 0;
    long failures = 0;

    for (int turn = 0; turn < 6; turn++) {
        struct load load = { port, connections, seconds / 3, same, NULL, &request };
        struct load_result r;
        if (!mode_set(port, turn % 2 ? "enforce" : "off")) failures++;
        r = load_run(&load);
        failures += r.failures;
        *(turn % 2 ? &enforced : &off) += r.per_second / 3;
    }
    mode_set(port, "enforce");
    printf("  %-34s %9.0f /s   off %9.0f /s   enforced is %5.1f %% of it%s\n", name, enforced, off,
           100 * enforced / off, failures ? "   FAILURES" : "");
}

int iam_report(int port, int connections, double seconds)
{
    struct arena a = { 0 };
    struct session s;
    int rc = -1;

    printf("\nPolicies: a role's signed requests, enforced and off\n");
    if (table_make(port) && role_make(&a, port, &s)) {
        rc = 0;
        compare(port, connections, seconds, "PutItem",
                signed_request(&a, port, &s, "PutItem",
                               "{\"TableName\":\"BenchIam\",\"Item\":{\"id\":{\"S\":\"a\"},\"v\":{\"N\":\"1\"}}}"));
        compare(port, connections, seconds, "GetItem",
                signed_request(&a, port, &s, "GetItem", "{\"TableName\":\"BenchIam\",\"Key\":{\"id\":{\"S\":\"a\"}}}"));
    }
    arena_release(&a);
    return rc;
}
