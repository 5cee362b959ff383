/* Calls of STS's to IAM. */
#include "emulator/services/sts/sts_iam.h"

#include "emulator/core/door.h"
#include "emulator/http/http.h"
#include "emulator/store/store.h"

static struct call *ask(struct call *c, struct span account, const char *operation)
{
    struct identity who;

    identity_of_service("sts", account, SPAN(REGION_DEFAULT), (struct span){ NULL, 0 }, &who);
    return door_open("iam", operation, &who, c->endpoint);
}

/* Frees the question. */
static struct doc *answer(struct call *c, struct call *question)
{
    int rc = store_is_writer() ? door_call_within(c, question) : door_call(question);
    struct doc *out = rc == 0 ? doc_copy(&c->arena, question->out) : NULL;

    call_free(question);
    return out;
}

struct doc *sts_iam_get(struct call *c, struct span account, const char *operation, const char *member,
                        struct span value)
{
    struct call *question = account.size ? ask(c, account, operation) : NULL;

    if (!question) return NULL;
    doc_put_str(question->in, member, value);
    return answer(c, question);
}

struct span sts_iam_policy(struct call *c, struct span arn)
{
    struct span account = span_of(c->who.account);
    struct doc *policy = doc_get(sts_iam_get(c, account, "GetPolicy", "PolicyArn", arn), "Policy"), *version;
    struct call *question;

    if (!policy) return (struct span){ NULL, 0 };
    question = ask(c, account, "GetPolicyVersion");
    doc_put_str(question->in, "PolicyArn", arn);
    doc_put_str(question->in, "VersionId", doc_get_str(policy, "DefaultVersionId"));
    version = doc_get(answer(c, question), "PolicyVersion");
    return version ? http_decode(&c->arena, doc_get_str(version, "Document"), false) : (struct span){ NULL, 0 };
}
