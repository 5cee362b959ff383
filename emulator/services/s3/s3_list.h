/* ListObjects, ListObjectsV2 and ListObjectVersions. */
#ifndef NUBE_S3_LIST_H
#define NUBE_S3_LIST_H

#include "emulator/core/call.h"

int s3_list_objects(struct call *c);
int s3_list_objects_v2(struct call *c);
int s3_list_object_versions(struct call *c);

/* The page's size that a list's member asks for: 1,000 at most, which is also what counts without. 0, or -1 with
 * InvalidArgument. */
int s3_list_max(struct call *c, const char *member, const char *parameter, int64_t *max);

/* Is the list to be encoded? 0, or -1 with InvalidArgument. */
int s3_list_encoding(struct call *c, bool *is_encoded);

/* Puts a text of keys into the output, encoded where the list is. An absent one is left out. */
void s3_list_put(struct call *c, struct doc *d, const char *member, struct span text, bool is_encoded);

/* A canonical user, as Owner and Initiator. */
void s3_list_owner(struct doc *d, const char *member, struct span account);

#endif
