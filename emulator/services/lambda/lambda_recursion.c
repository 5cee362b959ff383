/* What is set here is read by lambda_lineage.c. */
#include "emulator/services/lambda/lambda_recursion.h"

#include "emulator/services/lambda/lambda_names.h"

int lambda_put_function_recursion_config(struct call *c)
{
    struct span wanted = doc_get_str(c->in, "RecursiveLoop");
    struct lambda_function f;

    if (lambda_latest_require(c, &f)) return -1;
    if (!f.common) f.common = doc_map(&c->arena);
    doc_put_str(f.common, "RecursiveLoop", wanted);
    lambda_store_update_common(c, &f);
    doc_put_str(c->out, "RecursiveLoop", wanted);
    return 0;
}

int lambda_get_function_recursion_config(struct call *c)
{
    struct span told;
    struct lambda_function f;

    if (lambda_latest_require(c, &f)) return -1;
    told = doc_get_str(f.common, "RecursiveLoop");
    doc_put_str(c->out, "RecursiveLoop", told.data ? told : SPAN("Terminate"));
    return 0;
}
