/* A table; an operation finds its row by its name without the verb. */
#include "emulator/services/cloudfront/cloudfront_kinds.h"

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_distribution_rules.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_fill.h"

static const struct cloudfront_kind kinds[] = {
    { .kind = "distribution",
      .noun = "Distribution",
      .plural = "Distributions",
      .config = "DistributionConfig",
      .has_reference = true,
      .id_form = "E",
      .count_max = 200,
      .lacking = &cloudfront_no_such_distribution,
      .lacking_words = "The specified distribution does not exist.",
      .there = &cloudfront_distribution_already_exists,
      .there_words = "The caller reference that you are using to create a distribution is associated with another "
                     "distribution.",
      .too_many = &cloudfront_too_many_distributions,
      .too_many_words = "Processing your request will cause the maximum number of distributions that are allowed to be "
                        "exceeded.",
      .fill = cloudfront_fill_distribution,
      .check = cloudfront_distribution_check,
      .settle = cloudfront_distribution_settle,
      .tell = cloudfront_distribution_tell,
      .check_delete = cloudfront_distribution_check_delete },
};

#define KINDS (sizeof kinds / sizeof *kinds)

/* "UpdateCachePolicy" is about "CachePolicy". */
static struct span noun_of(const struct call *c)
{
    static const char *const verbs[] = { "Create", "Get", "Update", "Delete", "List" };
    struct span name = span_of(c->operation->name);

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (span_starts(name, verbs[i])) return span_sub(name, strlen(verbs[i]), SIZE_MAX);
    return name;
}

const struct cloudfront_kind *cloudfront_kind_of(const struct call *c)
{
    struct span noun = noun_of(c);
    size_t i = 0;

    while (!span_starts(noun, kinds[i].noun) && !span_starts(noun, kinds[i].plural)) i++; /* every row has one */
    return kinds + i;
}

const struct cloudfront_kind *cloudfront_kind_find(const char *kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].kind, kind) == 0) return kinds + i;
    return NULL;
}
