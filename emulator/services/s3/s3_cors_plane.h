/* Pages of other origins, as the buckets' CORS configurations have it: see struct cors (service.h). */
#ifndef NUBE_S3_CORS_PLANE_H
#define NUBE_S3_CORS_PLANE_H

#include "emulator/core/service.h"

extern const struct cors s3_cors_plane;

#endif
