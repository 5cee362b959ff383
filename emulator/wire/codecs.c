/* The order of the codecs. */
#include "emulator/wire/codecs.h"

const struct codec *const codecs_marked[] = { &rpcv2_cbor, &aws_json_1_1, &aws_json_1_0, &aws_query, NULL };
