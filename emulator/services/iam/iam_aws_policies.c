/* Looking up AWS's managed policies. */
#include "emulator/services/iam/iam_aws_policies.h"

#include <stdlib.h>

#include "emulator/base/gzip.h"
#include "emulator/base/panic.h"

/* The gzipped blocks, one after the other. */
__asm__(".section .rodata\n"
        "iam_aws_documents: .incbin \"emulator/services/iam/iam_aws_policies.bin\"\n"
        ".previous\n");
extern const char iam_aws_documents[] __attribute__((visibility("hidden")));

static int compare(const void *key, const void *row)
{
    const struct iam_aws_policy *p = row;

    return span_compare(*(const struct span *)key, span_of(p->name));
}

const struct iam_aws_policy *iam_aws_policy_find(struct span arn)
{
    struct span name = span_sub(arn, sizeof IAM_AWS_POLICY_ARN - 1, SIZE_MAX);

    if (!span_starts(arn, IAM_AWS_POLICY_ARN)) return NULL;
    return bsearch(&name, iam_aws_policies, iam_aws_policies_count, sizeof *iam_aws_policies, compare);
}

struct span iam_aws_policy_document(struct arena *a, const struct iam_aws_policy *p)
{
    const struct iam_aws_block *block = &iam_aws_blocks[p->block];
    struct span gzipped = { iam_aws_documents + block->offset, block->size }, document;
    struct buf inflated = { 0 };

    if (!gzip_inflate(&inflated, gzipped, block->inflated_size)) panic("iam: AWS's policies are broken");
    document = arena_span(a, span_sub(buf_span(&inflated), p->offset, p->size));
    buf_release(&inflated);
    return document;
}
