/* One edge, one name. */
#include "emulator/services/cloudfront/cloudfront_visit.h"

const char *cloudfront_edge_name(void)
{
    return "4e7562650000000000000000000000ed.cloudfront.net";
}
