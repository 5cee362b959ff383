/* AWS's, with those that it takes no more behind the others. */
#include "emulator/services/lambda/lambda_runtimes.h"

#include <stddef.h>

const struct lambda_runtime_row lambda_runtime_rows[] = {
    { "nodejs20.x", LAMBDA_RUNS, { LAMBDA_NODE, 20 } },
    { "python3.14", LAMBDA_RUNS, { LAMBDA_PYTHON, 14 } },
    { "provided.al2023", LAMBDA_RUNS, { LAMBDA_PROVIDED, 0 } },
    { "python3.12", LAMBDA_RUNS, { LAMBDA_PYTHON, 12 } },
    { "python3.13", LAMBDA_RUNS, { LAMBDA_PYTHON, 13 } },
    { "nodejs24.x", LAMBDA_RUNS, { LAMBDA_NODE, 24 } },
    { "nodejs22.x", LAMBDA_RUNS, { LAMBDA_NODE, 22 } },
    { "java25", LAMBDA_RUNS_NOT },
    { "python3.10", LAMBDA_RUNS, { LAMBDA_PYTHON, 10 } },
    { "python3.11", LAMBDA_RUNS, { LAMBDA_PYTHON, 11 } },
    { "java21", LAMBDA_RUNS_NOT },
    { "ruby3.3", LAMBDA_RUNS, { LAMBDA_RUBY, 33 } },
    { "ruby3.4", LAMBDA_RUNS, { LAMBDA_RUBY, 34 } },
    { "ruby3.2", LAMBDA_RUNS, { LAMBDA_RUBY, 32 } },
    { "python3.8", LAMBDA_RUNS, { LAMBDA_PYTHON, 8 } },
    { "python3.9", LAMBDA_RUNS, { LAMBDA_PYTHON, 9 } },
    { "java17", LAMBDA_RUNS_NOT },
    { "nodejs16.x", LAMBDA_RUNS, { LAMBDA_NODE, 16 } },
    { "dotnet10", LAMBDA_RUNS_NOT },
    { "dotnet8", LAMBDA_RUNS_NOT },
    { "java11", LAMBDA_RUNS_NOT },
    { "dotnet6", LAMBDA_RUNS_NOT },
    { "nodejs18.x", LAMBDA_RUNS, { LAMBDA_NODE, 18 } },
    { "provided.al2", LAMBDA_RUNS, { LAMBDA_PROVIDED, 0 } },
    { "java8.al2", LAMBDA_RUNS_NOT },
    { "nodejs", LAMBDA_IS_OVER },
    { "nodejs4.3", LAMBDA_IS_OVER },
    { "nodejs4.3-edge", LAMBDA_IS_OVER },
    { "nodejs6.10", LAMBDA_IS_OVER },
    { "nodejs8.10", LAMBDA_IS_OVER },
    { "nodejs10.x", LAMBDA_IS_OVER },
    { "nodejs12.x", LAMBDA_IS_OVER },
    { "nodejs14.x", LAMBDA_IS_OVER },
    { "python2.7", LAMBDA_IS_OVER },
    { "python3.6", LAMBDA_IS_OVER },
    { "python3.7", LAMBDA_IS_OVER },
    { "java8", LAMBDA_IS_OVER },
    { "dotnetcore1.0", LAMBDA_IS_OVER },
    { "dotnetcore2.0", LAMBDA_IS_OVER },
    { "dotnetcore2.1", LAMBDA_IS_OVER },
    { "dotnetcore3.1", LAMBDA_IS_OVER },
    { "go1.x", LAMBDA_IS_OVER },
    { "ruby2.5", LAMBDA_IS_OVER },
    { "ruby2.7", LAMBDA_IS_OVER },
    { "provided", LAMBDA_IS_OVER },
    { NULL },
};

const struct lambda_runtime_row *lambda_runtime_find(struct span runtime)
{
    for (const struct lambda_runtime_row *row = lambda_runtime_rows; row->name; row++)
        if (span_is(runtime, row->name)) return row;
    return NULL;
}

bool lambda_runtime_kind_of(struct span runtime, struct lambda_runtime_kind *kind)
{
    const struct lambda_runtime_row *row = lambda_runtime_find(runtime);

    if (!row || row->state != LAMBDA_RUNS) return false;
    *kind = row->kind;
    return true;
}
