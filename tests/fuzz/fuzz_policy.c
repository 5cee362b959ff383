/* Policies: whatever compiles can be asked, and what does not says why; principals may get other names. A document, and behind a line feed a text that is
 * the resource, the action and every key's value. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/policy/policy_decide.h"
#include "emulator/policy/policy_principals.h"

static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    (void)key;
    *values = (struct policy_values){ context->arg, 1 };
    return true;
}

static void compile_and_ask(struct span text, struct span subject, enum policy_kind kind)
{
    struct arena a = { 0 };
    struct span words = { NULL, 0 };
    const struct policy *p = policy_compile(&a, text, kind, &words);
    struct policy_context context = { .find = find, .arena = &a, .arg = &subject };
    struct policy_caller caller = { .who = WHO_USER, .account = subject, .arn = subject, .user_id = subject };
    struct policy_question q = { .caller = &caller,
                                 .action = subject,
                                 .resource = subject,
                                 .context = &context,
                                 .identity = { &p, kind == POLICY_IDENTITY && p },
                                 .attached = kind == POLICY_IDENTITY ? NULL : p };
    size_t from, to;

    if (!p) {
        must_hold(words.size > 0);
    } else {
        policy_decide(&q);
        for (size_t i = 0; i < p->count; i++) {
            policy_fit_of(p->statements + i, &q);
            policy_statement_range(p, p->statements + i, &from, &to);
            must_hold(from <= to && to <= p->text.size);
        }
    }
    arena_release(&a);
}

static struct span other_name(struct span type, struct span principal, void *arg)
{
    (void)arg;
    return principal.size % 2 ? type : (struct span){ NULL, 0 };
}

static void rename_principals(struct span text)
{
    struct arena a = { 0 };
    struct span renamed = policy_principals_rename(&a, text, other_name, NULL);

    must_hold(json_parse(&a, text, NULL) ? json_parse(&a, renamed, NULL) != NULL : renamed.data == text.data);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    size_t line = span_find(input, '\n');
    struct span subject = span_sub(input, line + 1, SIZE_MAX);

    if (!subject.size) subject = SPAN("arn:aws:sqs:us-east-1:000000000000:jobs");
    compile_and_ask(span_sub(input, 0, line), subject, POLICY_IDENTITY);
    compile_and_ask(span_sub(input, 0, line), subject, POLICY_TRUST);
    compile_and_ask(span_sub(input, 0, line), subject, POLICY_RESOURCE);
    rename_principals(span_sub(input, 0, line));
    fuzz_input_free(input);
    return 0;
}
