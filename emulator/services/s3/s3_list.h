/* ListObjects, ListObjectsV2 and ListObjectVersions. */
#ifndef NUBE_S3_LIST_H
#define NUBE_S3_LIST_H

#include "emulator/core/call.h"

int s3_list_objects(struct call *c);
int s3_list_objects_v2(struct call *c);
int s3_list_object_versions(struct call *c);

/* Is the list to be encoded? 0, or -1 with InvalidArgument. */
int s3_list_encoding(struct call *c, bool *is_encoded);

/* Puts a text of keys into the output, encoded where the list is. An absent one is left out. */
void s3_list_put(struct call *c, struct doc *d, const char *member, struct span text, bool is_encoded);

/* A canonical user, as Owner and Initiator. */
void s3_list_owner(struct doc *d, const char *member, struct span account);

#endif
