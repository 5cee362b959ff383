/* Look-ups in JSON trees. */
#include "app/sdk/aws_json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

const cJSON *aws_json_member(const cJSON *object, const char *name)
{
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
}

const char *aws_json_string(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(aws_json_member(object, name));
}

static void *json_allocate(size_t size)
{
    void *memory = malloc(size);

    if (!memory) abort();
    return memory;
}

void aws_json_setup(void)
{
    cJSON_Hooks hooks = { json_allocate, free };

    cJSON_InitHooks(&hooks);
}

void aws_json_print(const cJSON *tree, struct text *out)
{
    char *printed = cJSON_PrintUnformatted(tree);

    if (!printed) abort();
    text_put(out, printed);
    cJSON_free(printed);
}
