/* The layers that a function has. */
#include "emulator/services/lambda/lambda_layer_uses.h"

#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_layers.h"
#include "emulator/services/lambda/lambda_store.h"

#define UNPACKED_BYTES_MAX 262144000

/* AWS: what another account has must be given by its policy; what one has oneself is there or not. */
static int layer_require(struct call *c, struct span arn, struct lambda_layer *l)
{
    lambda_layer_parse(c, arn, l);
    if (!span_is(l->region, c->who.region))
        return fault(c, &lambda_invalid_parameter_value,
                     "Layers are not in the same region as the function. Layers are expected to be in region %s.",
                     c->who.region);
    if (door_may(c, "lambda:GetLayerVersion", arn)) return -1;
    if (lambda_layer_find(c, l->account, l->region, l->name, l->version, l)) return 0;
    return fault(c, &lambda_invalid_parameter_value, "Layer version %.*s does not exist.", SPAN_ARG(arn));
}

/* "arn:…:layer:NAME:" of a version's ARN. */
static struct span without_version(struct span arn)
{
    size_t end = arn.size;

    while (end && arn.data[end - 1] != ':') end--;
    return span_sub(arn, 0, end);
}

static int twice_check(struct call *c, const struct lambda_function *f, struct span arn)
{
    for (int i = 0; i < f->layer_count; i++)
        if (span_eq(without_version(f->layers[i].arn), without_version(arn)))
            return fault(c, &lambda_invalid_parameter_value,
                         "Two different versions of the same layer are not allowed to be referenced in the same "
                         "function. %.*s and %.*s are versions of the same layer.",
                         SPAN_ARG(f->layers[i].arn), SPAN_ARG(arn));
    return 0;
}

int lambda_layers_take(struct call *c, struct lambda_function *f)
{
    const struct doc *given = doc_get(c->in, "Layers");
    struct lambda_layer l;

    if (!given) return 0;
    if (doc_count(given) > LAMBDA_LAYERS_MAX)
        return fault(c, &lambda_invalid_parameter_value, "Cannot reference more than %d layers.", LAMBDA_LAYERS_MAX);
    f->layer_count = 0;
    for (size_t i = 0; i < doc_count(given); i++) {
        struct span arn = doc_text(doc_at(given, i));
        if (layer_require(c, arn, &l) || twice_check(c, f, arn)) return -1;
        f->layers[f->layer_count++] = (struct lambda_layer_use){ arn, l.code_sha256, l.code_bytes };
    }
    return 0;
}

int lambda_layers_size_check(struct call *c, const struct lambda_function *f)
{
    int64_t layers = 0, own = lambda_store_unpacked_bytes(c, f->code_sha256);

    for (int i = 0; i < f->layer_count; i++) layers += lambda_store_unpacked_bytes(c, f->layers[i].code_sha256);
    if (layers > UNPACKED_BYTES_MAX)
        return fault(c, &lambda_invalid_parameter_value, "Layers consume more than the available size of %d bytes",
                     UNPACKED_BYTES_MAX);
    if (layers && own + layers > UNPACKED_BYTES_MAX)
        return fault(c, &lambda_invalid_parameter_value,
                     "Function code combined with layers exceeds the maximum allowed size of %d bytes. The actual size "
                     "is %lld bytes.",
                     UNPACKED_BYTES_MAX, (long long)(own + layers));
    return 0;
}
